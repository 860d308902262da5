/** English words for every problem code. The order is that of the core's list of codes. */
import type { ErrorCode } from '../../contract/values.ts';
import type { ProblemWords } from './problems.ts';

export const problemsEn: Readonly<Record<ErrorCode, ProblemWords>> = {
  'pack-bad-magic': {
    what: 'This file is not a Vigie set.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Choose the .vigie file delivered by the security team.',
  },
  'pack-version-unsupported': {
    what: 'This set has a format that this version cannot read.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Update Vigie, or ask for a set for this version.',
  },
  'pack-truncated': {
    what: 'The file is incomplete.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Copy it again: the transfer was probably interrupted.',
  },
  'pack-trailing-bytes': {
    what: 'The file holds more than the signed set.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'pack-padding-not-zero': {
    what: 'The file was changed between its parts.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'manifest-too-long': {
    what: 'The set’s description exceeds the allowed size.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'manifest-malformed': {
    what: 'The set’s description cannot be read.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'cost-out-of-range': {
    what: 'The set asks for a computing cost outside the limits.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'signature-invalid': {
    what: 'The file’s signature is wrong: it was altered or forged.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Do not use this file, and tell the security team.',
  },
  'signer-untrusted': {
    what: 'The signer is not trusted, or the groups do not match its fingerprint.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Call the security team again and compare the fingerprint group by group.',
  },
  'signer-distrusted': {
    what: 'A supervisor of this workstation no longer trusts this signer.',
    lost: 'This set is asked no more; no absence is stated while it is installed.',
    todo: 'Remove it, or import one of a trusted signer; once its fingerprint was compared anew, it can be trusted again.',
  },
  'private-part-corrupt': {
    what: 'The sealed part of the set does not match its signature.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'private-part-malformed': {
    what: 'The sealed part of the set is malformed.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'family-mismatch': {
    what: 'The secret of the set is not the one that its signature announces.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'slot-below-floor': {
    what: 'A lock of this set is too weak.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Ask the security team to build the set again.',
  },
  'series-taken': {
    what: 'This workstation already has a file of this series, from another signer whom it trusts.',
    lost: 'Nothing changed: the file that is here is still consulted.',
    todo: 'Ask the security team for another series. If they changed their key, withdraw the old signer first, then import again.',
  },
  'content-key-reused': {
    what: 'This set has the same key as another set on this workstation.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must build the set again with another seed.',
  },
  'shard-missing': {
    what: 'A shard of the set to merge is missing.',
    lost: 'No file was produced.',
    todo: 'Give each shard once.',
  },
  'shard-repeated': {
    what: 'A shard of the set to merge is given twice.',
    lost: 'No file was produced.',
    todo: 'Give each shard once.',
  },
  'family-malformed': {
    what: 'The file of the stretch family cannot be read.',
    lost: 'No file was produced.',
    todo: 'Give the original file, or make a new family.',
  },
  'table-mismatch': {
    what: 'The set’s table does not match its signature.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'bucket-corrupt': {
    what: 'A part of the set is damaged or altered.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Do not tell the caller whether they are listed. Import the set again; if it happens again, tell the security team.',
  },
  'slot-malformed': {
    what: 'The part of the file that the passphrase opens cannot be read.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'slot-no-match': {
    what: 'This delivery passphrase does not open the set.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Check the passphrase you received, word by word, without an extra space.',
  },
  'commitment-mismatch': {
    what: 'The passphrase opens something other than what the signature announces.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Tell the security team: they must deliver a new file.',
  },
  'canary-missing': {
    what: 'The set’s known entries cannot be found: its answers are not right.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'This set is no longer asked. Import it again or ask for a new one.',
  },
  'kind-not-indexed': {
    what: 'This set has no identifiers of this kind.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Ask the caller for another of their identifiers, and check it.',
  },
  'pack-older': {
    what: 'A set of the same series, as recent or more, is on this workstation, or was.',
    lost: 'Nothing was imported; the sets on this workstation are unchanged.',
    todo: 'Keep the set in place, unless the security team asks otherwise.',
  },
  'pack-not-found': {
    what: 'This set is no longer on the workstation.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Import it again.',
  },
  'recipient-malformed': {
    what: 'This text is not a workstation’s key, or was copied wrongly.',
    lost: 'Nothing was handed over.',
    todo: 'Ask the other workstation for its .vigie-recipient file again, or copy the whole line.',
  },
  'notice-malformed': {
    what: 'This file is not a Vigie notice, or it is damaged.',
    lost: 'Nothing was imported; the notices on this workstation are unchanged.',
    todo: 'Choose the .vigie-notice file delivered by the security team.',
  },
  'notice-older': {
    what: 'A notice of the same series, as recent or more, was already imported here.',
    lost: 'Nothing was imported; the notices on this workstation are unchanged.',
    todo: 'Ask the security team for the latest notice.',
  },
  'notice-not-found': {
    what: 'This notice is no longer on the workstation.',
    lost: 'Nothing else changed.',
    todo: 'Import it again.',
  },
  'notice-expired': {
    what: 'This notice is no longer valid.',
    lost: 'Nothing changed.',
    todo: 'Ask the security team for the latest notice.',
  },
  'incident-unknown': {
    what: 'No notice or set on this workstation tells of this incident.',
    lost: 'The case is unchanged.',
    todo: 'Import the security team’s notice, then try again.',
  },
  'incident-malformed': {
    what: 'The incident’s description is not correct.',
    lost: 'No file was produced.',
    todo: 'Correct the field named below.',
  },
  'input-empty': {
    what: 'The input file is empty.',
    lost: 'No file was produced.',
    todo: 'Check the file that was chosen.',
  },
  'input-no-identifier-column': {
    what: 'No identifier column was recognised.',
    lost: 'No file was produced.',
    todo: 'Name the columns with --columns.',
  },
  'input-column-unknown': {
    what: 'A named column is not in the file.',
    lost: 'No file was produced.',
    todo: 'Read the file’s header again.',
  },
  'input-undecided': {
    what: 'A column of the input file is not decided.',
    lost: 'No file was produced.',
    todo: 'Say what it holds.',
  },
  'input-loses': {
    what: 'Identifiers of the input file would be lost.',
    lost: 'No file was produced.',
    todo: 'Correct the reading, or accept the loss by its number.',
  },
  'input-changed': {
    what: 'An input file changed during the build.',
    lost: 'No file was produced.',
    todo: 'Start the build again.',
  },
  'claim-malformed': {
    what: 'The description of what is claimed cannot be read.',
    lost: 'No file was produced.',
    todo: 'Correct the description.',
  },
  'assessment-malformed': {
    what: 'The assessment report cannot be read.',
    lost: 'No file was produced.',
    todo: 'Make the report again.',
  },
  'assessment-mismatch': {
    what: 'The assessment report is of something else.',
    lost: 'No file was produced.',
    todo: 'Make a report of these very files.',
  },
  'recipe-malformed': {
    what: 'The reading recipe cannot be read.',
    lost: 'No file was produced.',
    todo: 'Correct the recipe.',
  },
  'input-malformed': {
    what: 'The input file cannot be read.',
    lost: 'No file was produced.',
    todo: 'Check its format and encoding.',
  },
  'too-many-exposures': {
    what: 'The file mixes too many combinations of data.',
    lost: 'No file was produced.',
    todo: 'Split it into several sets.',
  },
  'too-many-entries': {
    what: 'The file exceeds the size of one set.',
    lost: 'No file was produced.',
    todo: 'Build it in several shards.',
  },
  'signer-key-malformed': {
    what: 'The signing key cannot be read.',
    lost: 'No file was produced.',
    todo: 'Check the key file.',
  },
  'signer-passphrase-wrong': {
    what: 'The signing key’s passphrase is wrong.',
    lost: 'No file was produced.',
    todo: 'Try again.',
  },
  'passphrase-weak': {
    what: 'This passphrase is too easy to guess.',
    lost: 'Nothing was written.',
    todo: 'Add unrelated words.',
  },
  'work-mismatch': {
    what: 'The shards to merge do not come from the same build.',
    lost: 'No file was produced.',
    todo: 'Build the shard at fault again.',
  },
  'file-not-found': {
    what: 'The file cannot be found.',
    lost: 'Nothing is lost.',
    todo: 'Check where it is, then try again.',
  },
  'file-unreadable': {
    what: 'The file cannot be read.',
    lost: 'Nothing is lost.',
    todo: 'Check the medium or your access rights, then try again.',
  },
  'file-unwritable': {
    what: 'The file cannot be written.',
    lost: 'Nothing was written.',
    todo: 'Choose another folder or check your rights.',
  },
  'file-too-open': {
    what: 'Other users of the machine can read this secret file.',
    lost: 'Nothing was done.',
    todo: 'Pass this code on to the security team.',
  },
  'file-exists': {
    what: 'A file of that name already exists.',
    lost: 'Nothing was written.',
    todo: 'Choose another name.',
  },
  'disk-full': {
    what: 'This workstation’s disk is full.',
    lost: 'What was saved still is; the last action is not.',
    todo: 'Free some space, then repeat the action.',
  },
  'read-only': {
    what: 'The location is read-only.',
    lost: 'Nothing was written.',
    todo: 'Choose another location or call support.',
  },
  'source-unreachable': {
    what: 'The set’s server does not answer.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Check the network and try again. Give the caller the precautions.',
  },
  'source-timeout': {
    what: 'The set’s server is too slow to answer.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Check the network and try again. Give the caller the precautions.',
  },
  'source-refused': {
    what: 'The server refuses to serve this set.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Pass this code on to the security team.',
  },
  'source-certificate': {
    what: 'The server’s certificate is not trusted.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Check the time of this machine, then pass this code on to the security team.',
  },
  'source-malformed': {
    what: 'The server answers something else than what was asked for.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Pass this code on to the security team.',
  },
  'source-range-unsupported': {
    what: 'The set’s server cannot read by ranges.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Pass this code on to the security team.',
  },
  'source-changed': {
    what: 'The file changed on the server while it was read.',
    lost: 'Whether the caller is in this set is not known.',
    todo: 'Try again; if it happens again, tell the security team.',
  },
  'source-insecure': {
    what: 'The set’s address is not secure.',
    lost: 'No check was made.',
    todo: 'Pass this code on to the security team.',
  },
  'no-set': {
    what: 'No data set is ready.',
    lost: 'No check was made.',
    todo: 'Import a set, or wait until it was checked. Give the caller the precautions.',
  },
  'sets-opening': {
    what: 'The data sets are being opened.',
    lost: 'No check was made.',
    todo: 'Wait a few seconds, then check again.',
  },
  'identifier-invalid': {
    what: 'This identifier is not valid.',
    lost: 'No check was made and nothing was kept.',
    todo: 'Have it repeated group by group, then type it again.',
  },
  'identifier-ambiguous': {
    what: 'This text may be an identifier of several kinds.',
    lost: 'No check was made and nothing was kept.',
    todo: 'Ask the caller which number it is, then choose it below the field.',
  },
  'caller-not-authenticated': {
    what: 'The caller is not authenticated yet.',
    lost: 'No check was made.',
    todo: 'Authenticate the caller, tick the box, then check.',
  },
  'quota-exceeded': {
    what: 'The number of checks, or of cases opened, that is allowed was reached.',
    lost: 'No check was made. Cases and sheets stay available.',
    todo: 'Wait until checks resume, or ask your supervisor to restore them.',
  },
  'entries-exceeded': {
    what: 'This account has made all the entries in the journal that a day permits.',
    lost: 'What you just asked for was not done. Everything else is saved.',
    todo: 'Ask your supervisor to restore this account, or go on tomorrow. If you did not repeat this yourself, tell them so.',
  },
  'clock-moved-back': {
    what: 'This workstation’s clock was moved back.',
    lost: 'No check was made.',
    todo: 'Set the right time; otherwise a supervisor must restore the checks.',
  },
  'vault-missing': {
    what: 'This workstation has no vault.',
    lost: 'Nothing is lost.',
    todo: 'Set the workstation up, or find the right profile.',
  },
  'vault-exists': {
    what: 'This workstation already has a vault.',
    lost: 'The existing vault was not touched.',
    todo: 'Unlock it with its passphrase.',
  },
  'vault-malformed': {
    what: 'This workstation’s vault is damaged or was altered.',
    lost: 'Vigie wrote nothing to it.',
    todo: 'Do not try to repair it: tell the security team, who may have a backup.',
  },
  'profile-put-back': {
    what: 'Some files of this workstation are older than the others: somebody, or a backup, put them back.',
    lost: 'Nothing was opened or erased.',
    todo: 'Tell the security team. If it was a backup, a supervisor goes on from here with the recovery words.',
  },
  'vault-in-use': {
    what: 'Vigie is already open on this profile.',
    lost: 'Nothing is lost.',
    todo: 'Go back to the other window, or close it.',
  },
  'vault-locked': {
    what: 'The workstation is locked.',
    lost: 'What was saved still is.',
    todo: 'Unlock it, then try again.',
  },
  'passphrase-wrong': {
    what: 'This passphrase does not open the vault.',
    lost: 'Nothing is lost.',
    todo: 'Try again. Forgotten? The recovery words reopen the vault.',
  },
  'unlock-delayed': {
    what: 'Too many attempts: please wait.',
    lost: 'Nothing is lost.',
    todo: 'Wait for the countdown to end.',
  },
  'role-required': {
    what: 'This action belongs to a supervisor.',
    lost: 'Nothing changed.',
    todo: 'Ask a supervisor to do it from their session.',
  },
  'adviser-unknown': {
    what: 'This adviser does not exist on this workstation.',
    lost: 'Nothing changed.',
    todo: 'Read the list of advisers again.',
  },
  'last-supervisor': {
    what: 'This is the last supervisor of this workstation.',
    lost: 'Nothing changed.',
    todo: 'Name another supervisor first.',
  },
  'keystore-lost': {
    what: 'The system keystore no longer recognises this workstation.',
    lost: 'The data is intact, but closed.',
    todo: 'Reopen the vault with the recovery words.',
  },
  'keystore-unavailable': {
    what: 'The system keyring is locked, does not answer, or is that of another desktop.',
    lost: 'Nothing is lost: the vault stays bound to this workstation, and this attempt does not count.',
    todo: 'Unlock the keyring of the session, or answer its prompt, then close Vigie and open it again. If the vault was made under another desktop (GNOME, KDE), open Vigie under that one.',
  },
  'journal-damaged': {
    what: 'This workstation’s journal is damaged or was altered.',
    lost: 'Vigie writes nothing more to it, so as to erase nothing.',
    todo: 'Stop checking and tell the security team.',
  },
  'journal-newer': {
    what: 'The journal comes from a newer version of Vigie.',
    lost: 'It was not touched.',
    todo: 'Update Vigie on this workstation.',
  },
  'case-not-found': {
    what: 'No case has this reference.',
    lost: 'Nothing is lost.',
    todo: 'Have the reference read again, character by character.',
  },
  'case-reference-malformed': {
    what: 'This reference holds a typing error.',
    lost: 'Nothing is lost.',
    todo: 'Have it read again: VG, then two groups of four.',
  },
  'case-closed': {
    what: 'This case is closed.',
    lost: 'It can still be read; the last action was not saved.',
    todo: 'Open a new case for this new call.',
  },
  'step-unknown': {
    what: 'This step is no longer part of the plan.',
    lost: 'The other steps are saved.',
    todo: 'Reopen the case to read the plan again.',
  },
  'hand-over-malformed': {
    what: 'This file is not a handed-over case, or it is damaged.',
    lost: 'Nothing was taken over; the cases on this workstation are unchanged.',
    todo: 'Ask the workstation that handed it over for the file again.',
  },
  'hand-over-no-match': {
    what: 'This case is not for this workstation, or the passphrase is wrong.',
    lost: 'Nothing was taken over; the cases on this workstation are unchanged.',
    todo: 'Check the passphrase, or have the case handed over with this workstation’s key.',
  },
  'hand-over-code-malformed': {
    what: 'The hand-over code is incomplete or mistyped.',
    lost: 'Nothing was taken over; the cases on this workstation are unchanged.',
    todo: 'Copy it from the sheet, or scan it again.',
  },
  'text-has-identifier': {
    what: 'The text seems to contain an identifier, a card or an IBAN.',
    lost: 'It was not saved; the rest is.',
    todo: 'Take the number out, then save again.',
  },
  'guide-malformed': {
    what: 'The installed guide is not correct.',
    lost: 'The cases are intact.',
    todo: 'Pass this code on to the security team.',
  },
  'settings-malformed': {
    what: 'The settings of this machine are malformed.',
    lost: 'Vigie does not start, so that no limit is lifted silently.',
    todo: 'Tell the administrator of the workstation.',
  },
  'settings-unsafe': {
    what: 'Someone other than the administrator could have altered the settings of this machine.',
    lost: 'Vigie does not start; nothing changed.',
    todo: 'Tell the administrator of the workstation.',
  },
  'settings-locked': {
    what: 'This is set by the administrator of the workstation.',
    lost: 'Nothing changed.',
    todo: 'Ask them to change it.',
  },
  'ipc-refused': {
    what: 'The application refused an unexpected request.',
    lost: 'Nothing changed.',
    todo: 'Try again; if it happens again, pass this code on to the security team.',
  },
  'print-failed': {
    what: 'Printing did not come to its end: it failed, or was cancelled in the printer’s own window.',
    lost: 'The sheet and the case are saved. A page may have come out all the same.',
    todo: 'If you cancelled, there is nothing to do. Otherwise check the printer, or save the sheet as PDF.',
  },
  'print-timeout': {
    what: 'The system did not answer the printing in time.',
    lost: 'The sheet and the case are saved. Nothing tells whether a page came out.',
    todo: 'Look at the printer, then try again or save the sheet as PDF.',
  },
  'printer-missing': {
    what: 'No printer is installed on this workstation.',
    lost: 'The sheet and the case are saved.',
    todo: 'Save the sheet as PDF, or ask for a printer.',
  },
  'sheet-overflow': {
    what: 'The sheet does not fit its pages: it is neither shown nor printed, so that nothing is missing from it.',
    lost: 'The case is saved.',
    todo: 'Copy the text of the sheet, or take another edition; pass this code on to the security team.',
  },
  cancelled: {
    what: 'The action was cancelled.',
    lost: 'Nothing changed.',
    todo: 'Start again when you like.',
  },
  'export-malformed': {
    what: 'This journal export is incomplete, or is not one.',
    lost: 'The data of this workstation is unchanged.',
    todo: 'Take the original file again, or export anew.',
  },
  'export-mismatch': {
    what: 'The export was changed since it was signed.',
    lost: 'The data of this workstation is unchanged.',
    todo: 'Do not rely on it: export anew and tell the security team.',
  },
  usage: {
    what: 'The command is incomplete.',
    lost: 'Nothing changed.',
    todo: 'Read the command’s help.',
  },
  internal: {
    what: 'A fault occurred in Vigie.',
    lost: 'What was saved still is; the last action may not be.',
    todo: 'Try again. If it happens again, lock, reopen, and pass this code on.',
  },
};
