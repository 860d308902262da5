/** Writes `packaging/policies`, which is committed: `node scripts/policy-templates/main.ts` after changing a setting. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { policyTemplates } from './templates.ts';

const dir = join(import.meta.dirname, '..', '..', 'packaging', 'policies');
for (const [name, content] of policyTemplates()) {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), content);
}
