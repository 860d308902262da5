/** The contract put together from its words: no channel in two of them, and rules that deny where nothing is said. */
import { describe, expect, it } from 'vitest';
import { contract } from '../../src/contract/channels.ts';
import { checkChannels, quotaChannels } from '../../src/contract/check.ts';
import type { ChannelSpec } from '../../src/contract/common.ts';
import { guideChannels } from '../../src/contract/guide.ts';
import { identifierChannels } from '../../src/contract/identifier.ts';
import { handOverChannels, journalChannels, statisticsChannels } from '../../src/contract/journal.ts';
import { noticeChannels, packChannels } from '../../src/contract/pack.ts';
import { letterChannels, sheetChannels } from '../../src/contract/print.ts';
import { supervisorChannels, unlockChannels, workstationKeyChannels } from '../../src/contract/unlock.ts';

const words = [
  ...[identifierChannels, packChannels, noticeChannels, unlockChannels, workstationKeyChannels, supervisorChannels],
  ...[checkChannels, quotaChannels, guideChannels, journalChannels, handOverChannels, statisticsChannels],
  ...[sheetChannels, letterChannels],
];
const specs = Object.entries(contract) as [string, ChannelSpec][];

describe('the contract', () => {
  it('has every channel of every word, and none in two words', () => {
    expect(words.flatMap((word) => Object.keys(word)).sort()).toEqual(Object.keys(contract).sort());
  });

  it('lets nobody in before unlocking but for what the lock screen needs', () => {
    const open = specs.filter(([, { who }]) => who !== 'adviser' && who !== 'supervisor').map(([name]) => name);
    expect(open.sort()).toEqual(
      ['createVault', 'lock', 'noteActivity', 'ratePassphrase', 'readAppState', 'setPreferences', 'unlock'].sort(),
    );
  });

  it('looks nobody up with the recovery words', () => {
    for (const name of [
      'openCase',
      'checkIdentifier',
      'describeIdentifier',
      'askAboutIncident',
      'liftQuota',
    ] as const) {
      expect(contract[name], name).toMatchObject({ withRecoveryWords: false });
    }
  });
});
