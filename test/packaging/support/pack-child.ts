/**
 * Packs as `packaging/electron-builder.yml` says, in a process of its own, and stops before the maker of the installer,
 * which would have to be downloaded: what that maker would have been given goes into `OUTPUT/made`.
 * Arguments: configuration, directory of the unpacked Electron, output directory.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packagerDir, root } from './pack.ts';

interface Builder {
  build(options: object): Promise<unknown>;
}

const [config = '', electronDist = '', output = ''] = process.argv.slice(2);
const builder = createRequire(join(packagerDir, 'package.json'))('electron-builder') as Builder;
const made = join(output, 'made');
mkdirSync(made, { recursive: true });

await builder.build({
  projectDir: root,
  linux: ['deb'],
  publish: 'never',
  config: { extends: config, electronDist, directories: { output, buildResources: 'resources/icons' } },
  // Called with what fpm, the packager's maker of Debian packages, would be given; true: that is all.
  effectiveOptionComputed: async ([args, desktopFile]: [string[], string]) => {
    const option = (name: string) => args[args.indexOf(name) + 1] ?? '';
    copyFileSync(desktopFile, join(made, 'vigie.desktop'));
    copyFileSync(option('--after-install'), join(made, 'postinst'));
    copyFileSync(option('--after-remove'), join(made, 'postrm'));
    writeFileSync(join(made, 'fpm.json'), JSON.stringify(args, null, 2));
    return true;
  },
});
