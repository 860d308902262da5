; What packaging/electron-builder.yml promises of the setup for Windows, with what Debian's makensis has: per machine, in
; Program Files, silent by /S, uninstalled without touching profiles. electron-builder's own script needs plug-ins of its own.
; 64-bit, which electron-builder's is not, so that Debian's 64-bit Wine can run it.
Target amd64-unicode
Name "Vigie"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\Vigie"
RequestExecutionLevel admin
SetCompressor /SOLID zlib

Page instfiles
UninstPage instfiles

Section
  SetShellVarContext all
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*"
  WriteUninstaller "$INSTDIR\Uninstall Vigie.exe"
  CreateShortcut "$SMPROGRAMS\Vigie.lnk" "$INSTDIR\Vigie.exe"
  WriteRegStr HKLM "Software\Microsoft\Windows\CurrentVersion\Uninstall\Vigie" "DisplayName" "Vigie"
  WriteRegStr HKLM "Software\Microsoft\Windows\CurrentVersion\Uninstall\Vigie" "QuietUninstallString" '"$INSTDIR\Uninstall Vigie.exe" /S'
SectionEnd

Section "Uninstall"
  SetShellVarContext all
  Delete "$SMPROGRAMS\Vigie.lnk"
  RMDir /r "$INSTDIR"
  DeleteRegKey HKLM "Software\Microsoft\Windows\CurrentVersion\Uninstall\Vigie"
SectionEnd
