/** Words of the command line, in English. */
import { identifierKinds } from '../../core/vocabulary.ts';
import { leakEn } from './leak-en.ts';
import type { CliText } from './text.ts';

export const en: CliText = {
  help: `vigie — verified, encrypted, signed sets of leaked identifiers

Usage: vigie COMMAND [options]

  demo      makes a demonstration leak
  keygen    creates a signer's key
  look      tells what would be read of leaked files, before anything is built
  assess    measures whether a file can be what is claimed of it
  build     builds and signs a pack from leaked files
  merge     joins the shards of a distributed build
  family    makes a stretch family
  keep      erases what a build kept
  inspect   shows what a pack is made of
  verify    verifies a pack's signature and every bucket
  check     looks identifiers up in a pack
  notice    builds or shows a signed notice, without identifiers
  journal   verifies a workstation's journal, or an export of one
  guide     checks the remediation guide

"vigie COMMAND --help" (or -h) details one command; "vigie --version" says which version this is.
Every command takes --quiet (results, warnings and errors only) and --debug (the trace of an error).
Keys without passphrase, passphrases and seeds that others can read are refused; --allow-open-files takes them.
Exit codes: 0 all well · 1 wrong usage · 2 bad file or failed verification · 3 cannot read or write`,
  commandHelp: {
    demo: `vigie demo --entries N --out DIRECTORY [--seed N]

Writes leak.csv, incident.json and known.json in DIRECTORY. No real person.`,
    keygen: `vigie keygen --out DIRECTORY [--name NAME] [--passphrase-file F]

Writes NAME.pem (encrypted private key, mode 0600) and NAME.pub.pem, then prints the fingerprint to read aloud.`,
    assess: `vigie assess FILE… [--claim F.json] --out report.html [--json report.json]

Measures whether a file can be what is claimed of it, with error rates. Ctrl+C gives a partial report, marked as such.

  --out F.html               the report: one page, no script, no network
  --json F.json              the same as data, for "vigie build --assessment"
  --claim F.json             what is claimed of the file, judged point by point (docs/assess.md)
  --compare FILE.vigie       earlier pack: was any of it seen before? Repeatable
  --reference FILE.vigie     pack of identifiers that the organisation knows to be real
  --sample N                 people looked up in each pack (400 unless told)
  --trust FILE.pub.pem       signers of those packs; repeatable
  --slot-passphrase-file F   their delivery passphrases; repeatable, asked for otherwise
Options of reading (--recipe, --columns, --delimiter, …) are those of "vigie look".`,
    look: `vigie look FILE… [--json] [--write-recipe F]

Tells what would be understood of each file: container, encoding, shape, columns, and who would be lost. No content is shown.

  --write-recipe F           keep what was understood, to be corrected and given to "build --recipe F"
  --recipe F                 read as this recipe says
  --columns nir=…,email=…    what columns hold, by name or position; text=… is none of
                             these, none=… leaves one out, addresses too
                             contents: ${identifierKinds.join(', ')}, identifier (NIR or e-mail), nir-key, password, or a data class
                             (postal-address, civil-status, iban, card, identity-document, health-data, rights)
  --delimiter C              separator (\\t and \\x01 included)
  --encoding E               utf-8, windows-1252, cp850, macroman, utf-16le, utf-16be
  --skip-lines N             lines to skip at the beginning
  --no-header FILE           no line of it is a header
  --host SITE                keep only what concerns that site (stealers' logs); repeatable
  --numeric-corsica          read 19 and 18 as 2A and 2B too
  --skip-bad-files           name and leave out files that cannot be read
A value followed by @FILE is of that file alone. FILE is a file, a directory, a pattern, or - for standard input;
pieces of one file (x.001 x.002, dump-aa dump-ab) are read as that file.`,
    build: `vigie build --in FILE… --incident FILE.json --signer KEY.pem --issuer TEXT --out FILE.vigie --slot LABEL

  --in FILE[@incident]       file, directory, pattern, or - for standard input; repeatable (docs/leaks.md)
  --incident FILE.json       what is known of the leak; repeatable
  --signer KEY.pem           Ed25519 private key (PEM)
  --passphrase-file F        the key's passphrase; asked for otherwise
  --issuer TEXT              who publishes the pack
  --slot LABEL               name of who receives the delivery passphrase; repeatable, one slot a site
  --recipient FILE           workstation whose key opens the pack (.vigie-recipient); repeatable, --slot is then optional
  --slot-passphrase-file F   delivery passphrase, one for each --slot in their order; otherwise eight drawn words, shown once
  --accept-lost nir=N,…      goes on although exactly so many are lost; the manifest says so
  --recipe F, --columns … --delimiter … --encoding … --skip-lines … --no-header … --host … --numeric-corsica
  --skip-bad-files           how files are read: see "vigie look --help"
  --stretch COST             light | modest | default | strong | memory_KiB,passes,lanes
  --assessment F.json        what "vigie assess" found of these files; repeatable
  --series NAME --sequence N series and sequence number (the incident's id and 1 otherwise)
  --data-as-of YYYY-MM-DD    date of the data (the incident's disclosure otherwise)
  --valid-until YYYY-MM-DD   last day on which "not listed" is said without a caution (no limit otherwise)
  --work DIRECTORY           keeps sealed partial results: a killed build continues
  --shard i/n --seed F       stretches shard i of n only (see docs/sharding.md)
  --family F                 stretch family ("vigie family new"); --family-passphrase-file P
  --keep K                   keeps stretches for the next build; --keep-passphrase-file P
  --calibrate                measures what each stretch costs here, then stops`,
    merge: `vigie merge SHARD… --seed F --signer KEY.pem --issuer TEXT --out FILE.vigie --slot LABEL

Puts the shards of one build together: all of them, each once, from the same inputs read in the same way.

  --seed F                   the seed of the shards
  --signer KEY.pem           Ed25519 private key (PEM)
  --passphrase-file F        the key's passphrase; asked for otherwise
  --issuer TEXT              who publishes the pack
  --slot LABEL               name of who receives the delivery passphrase; repeatable, one slot a site
  --slot-passphrase-file F   delivery passphrase, one for each --slot in their order; otherwise eight drawn words, shown once
  --recipient FILE           workstation whose key opens the pack (.vigie-recipient); repeatable, --slot is then optional
  --series NAME --sequence N series and sequence number (the incident's id and 1 otherwise)
  --data-as-of YYYY-MM-DD    date of the data (the incident's disclosure otherwise)
  --valid-until YYYY-MM-DD   last day on which "not listed" is said without a caution (no limit otherwise)
  --family F                 stretch family of the shards; --family-passphrase-file P`,
    family: `vigie family new --out FILE [--stretch COST] [--passphrase-file F]

Writes the salt, the pepper and the prefix key that the packs of one publisher share, sealed under a passphrase.`,
    keep: `vigie keep destroy FILE

Erases what "build --keep" held: the .slot file first, which alone opens it.`,
    inspect: `vigie inspect FILE|URL [--json]

What the manifest says: incidents with their classes, statement and verification, coverage, slots, costs. Sizes add up to the length
of the file. Neither the signer nor the buckets are judged: see "vigie verify".`,
    verify: `vigie verify FILE|URL --trust KEY.pub.pem [--slot-passphrase-file F] [--json]

Exits 0 if the signature, the table and every bucket are right, 2 otherwise. With the delivery passphrase every canary is looked for.`,
    check: `vigie check FILE|URL --trust KEY.pub.pem --slot-passphrase-file F [--kind KIND] [--json]

Reads one identifier a line on standard input, answers one line each, and never repeats it. The kind of each is recognised;
eleven digits that may be a phone or an RPPS number are answered "ambiguous" and not looked up.

  --kind KIND                every line is of this kind: ${identifierKinds.join(', ')}`,
    notice: `vigie notice build --incident FILE.json… --signer KEY.pem --issuer TEXT --out FILE.vigie-notice
vigie notice show FILE.vigie-notice [--trust KEY.pub.pem] [--json]

  --incident FILE.json       what is known of the incident; repeatable
  --assessment F.json        what "vigie assess" found of its file, where it was examined; repeatable
  --passphrase-file F        the key's passphrase; asked for otherwise
  --series NAME --sequence N series and sequence number (the incident's id and 1 otherwise)
  --issuer TEXT              who publishes the notice
  --expires-on YYYY-MM-DD    last day on which it is valid

A small signed file that says what is known of an incident, without any identifier.`,
    journal: `vigie journal verify DIRECTORY [--passphrase-file F] [--json]
vigie journal check-export FILE --trust KEY.pub.pem [--json]

verify opens the vault of a workstation, or a copy of it, with the passphrase of one of its advisers (the recovery words
where it is bound to its machine), verifies the whole chain and every case, and names the first entry that is wrong.
It writes nothing there. check-export verifies a file that a supervisor exported, without the vault.
Exits 0 if all is right, 2 otherwise.`,
    guide: `vigie guide check [--dir DIRECTORY] [--max-age-days N] [--json]

Checks the steps, contacts, translations and typography of the guide (resources/guide by default).
Exits 2 if there is an error.`,
  },
  leak: leakEn,
  labels: {
    signerPassphrase: "Passphrase of the signer's key:",
    signerNotEncrypted: 'the key {path} is not encrypted',
    encryptSigner: 'encrypt it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY.pem -out ENCRYPTED-KEY.pem',
    signerPassphraseNew: 'Passphrase to protect the new key:',
    signerPassphraseAgain: 'Once more:',
    passphrasesDiffer: 'The two passphrases differ.',
    slotPassphrase: 'Delivery passphrase:',
    keyWritten: 'Key written: {private} (keep it) and {public} (give it)',
    fingerprint: 'Fingerprint: {groups}',
    fingerprintAdvice: 'Read it aloud to the supervisor who will add this signer.',
    lookingUp: 'Looking up',
    assessSoFar: '{rate} rows/s · so far, at least {share} cannot be real',
    assessLevel: '{level}: {sentence}',
    assessPartial: 'Interrupted: the report is partial and says so ({rows} rows).',
    reportWritten: 'Report: {path}',
    reading: 'reading',
    stretching: 'stretching',
    writing: 'writing',
    verifying: 'verifying',
    generating: 'generating',
    rate: '{rate}/s, {remaining} left',
    rateDone: '{rate}/s',
    built: 'Pack built: {path}',
    rows: 'Rows read',
    badRows: 'Bad rows',
    badRowsLines: 'lines {lines}',
    manyRowsLost: '{share} % of the rows gave no identifier: whoever is in them will be taken for not listed',
    distinct: 'Distinct identifiers',
    prefixBits: 'Prefix bits',
    recordsPerBucket: 'Records per bucket',
    insuredPerPrefix: 'Insured people per prefix',
    fileSize: 'File size',
    seconds: 'Seconds',
    packId: 'Pack',
    series: 'Series',
    stretchCost: 'Stretch',
    belowProduction: 'demonstration cost, below the production minimum',
    stretchBelowProduction: 'Stretch: demonstration cost, below the production minimum',
    slotGenerated: 'Delivery passphrase of "{label}", shown this once:',
    slotGeneratedAdvice: 'Send it by another way than the file.',
    demoWritten: 'Demonstration leak written to {path} ({rows} rows).',
    verified: 'Verified: signature of {signer}, table, every bucket ({buckets}).',
    buckets: 'buckets',
    inspectPart: 'Part',
    inspectOffset: 'Offset',
    inspectBytes: 'Bytes',
    inspectTotal: 'Total',
    partHeader: 'header',
    partManifest: 'manifest',
    partPadding: 'zeroes',
    partTable: 'table',
    partPrivate: 'private',
    partBuckets: 'buckets',
    inspectNotVerified: 'The signer is not judged and the buckets are not read: see "vigie verify".',
    issuer: 'Issuer',
    createdAt: 'Built at',
    dataAsOf: 'Data as of',
    entries: 'Identifiers',
    identifierKinds: 'Kinds of identifiers',
    canaries: 'Canaries',
    familyPassphrase: 'Passphrase of the family:',
    familyWritten: 'Family written: {path}',
    familyAdvice: "Keep it like the signer's key; renew it each year, and after a theft.",
    familyOld: 'this family is more than a year old: make a new one ("vigie family new")',
    keepPassphrase: 'Passphrase of what is kept:',
    keepUsed: '{kept} stretches taken from --keep, {stretched} made.',
    keepHeld: 'what --keep holds equals the leak in clear for whoever opens it: "vigie keep destroy" erases it',
    keepDestroyed: 'Erased: {path}',
    canariesFound: 'Canaries: {canaries} looked for, all found.',
    canariesNotSought: 'Canaries were not looked for: give --slot-passphrase-file.',
    coverage: 'Coverage',
    coverageCounts: '{seen} seen, {indexed} indexed, {lost} lost',
    slotBelowFloor: 'below the production floor: the application refuses this pack',
    incident: 'Incident',
    incidentTitle: 'title',
    incidentDates: 'occurred, disclosed',
    incidentSource: 'source',
    classesEveryone: 'confirmed for everyone',
    classesSome: 'confirmed for some',
    classesClaimed: 'claimed, not verified',
    incidentStatement: 'statement',
    incidentVerification: 'verification',
    incidentAssessment: 'examination',
    notVerified: 'none: nobody verified this incident',
    notExamined: 'none: nobody examined the file',
    noClass: 'none',
    unknownDate: 'unknown',
    didYouMean: '(did you mean {nearest}?)',
    slots: 'Key slots',
    calibrateHeader: 'Cost of one evaluation on this machine ({cores} cores):',
    calibrateBuild: '{name}: {ms} ms each, {rate}/s, {duration} for {entries} identifiers',
    resumed: 'Continuing: {entries} identifiers already stretched.',
    recipient: 'Recipient: {path}, fingerprint {groups}',
    recipients: 'Recipient workstations',
    noticeBuilt: 'Notice built: {path}',
    noticeSignerNotJudged: 'The signature is right; the signer is not judged: give --trust.',
    issuedAt: 'Issued at',
    expiresOn: 'Valid until',
    vaultPassphrase: 'Passphrase of the workstation:',
    journalIntact: 'Journal intact: {entries} entries, {first} to {last}, {cases} cases.',
    journalBroken: 'Journal altered: the first wrong entry is {entry} ({reason}).',
    exportVerified: 'Export verified: {entries} entries, {first} to {last}, exported at {at}.',
    neverExpires: 'no limit',
    shardWritten: 'Shard {index}/{count} written: {path} ({entries} identifiers).',
    guideChecked: '{errors} errors, {warnings} warnings',
  },
  reasons: {
    'missing-option': 'missing option',
    'missing-argument': 'missing argument',
    'too-many-recipients': 'more than 1,024 recipients',
    'missing-value': 'missing value of option',
    'unexpected-value': 'this option takes no value',
    'unknown-option': 'unknown option',
    'unexpected-argument': 'unexpected argument',
    'unknown-command': 'unknown command',
    'recipe-ambiguous': 'two files are of one part of the recipe; name each by more of its path',
    'bad-value': 'unacceptable value',
    'cost-bounds': 'memory is 64 to 1048576 KiB, passes 1 to 16, lanes 1 to 4 in',
    'input-without-incident': 'give FILE@incident where there are several incidents',
    'incident-without-input': 'an incident has no file: give FILE@incident for each',
    'work-in-use': 'another build is using the directory of',
    'work-needs-files': 'the inputs must be regular files, which can be read twice, for',
    'no-shards': 'no shard',
    'family-fixes-cost': 'a family fixes its cost: leave out',
    'keep-needs-family': '--family is needed for',
    'keep-not-sharded': 'a build in shards keeps nothing: leave out',
    'belongs-to-merge': 'a shard would ignore it: give to "vigie merge"',
    'passphrase-needed': 'give the passphrase in a file, nobody is there to type it',
    'too-short': 'fewer than 12 characters',
    binary: 'it is not text',
    'container-truncated': 'file cut short, format',
    'container-corrupt': 'file altered, format',
    'container-encrypted': 'file encrypted, format',
    'container-unsupported': 'format not read,',
    'container-bomb': 'unpacks to more than a thousand times its size, format',
    'repeated-option': 'option given twice',
    'repeated-label': 'the same name given twice in',
    'one-file-a-slot': 'one for each --slot in their order, or none:',
    'part-missing': 'a piece of it is missing:',
    'parts-unclear': 'cut anywhere or files of their own, which cannot be told:',
    'not-json': 'the file is not JSON',
    'field-missing': 'missing',
    'field-unknown': 'no such field',
    'field-type': 'of another type',
    'field-value': 'unacceptable value',
    'incident-unverified': 'a confirmed incident says how it was verified',
    'incident-confirms': 'nothing is confirmed in a claimed incident',
    'class-repeated': 'a class stands in one list, once',
    'id-repeated': 'two incidents have it',
    altered: 'altered',
    repeats: 'it repeats itself',
    sequence: 'a sequence that everybody knows',
    keyboard: 'keys side by side',
    date: 'a date',
    name: 'a name',
    common: 'words that are guessed first',
    'few-words': 'too few words',
    'hashed-identifiers': 'nothing but hashes of identifiers: nobody can look them up',
    'no-shape': 'the shape of the file is not recognised',
    'header-and-cells-disagree': 'the header says one thing and the cells another',
    'thirteen-digits': '13 digits without a key: NIRs or other numbers',
    'phone-numbers': 'numbers that may be phones',
    'rpps-numbers': '11 digits: RPPS numbers or others',
    'more-than-chance': 'more numbers of 15 digits with a right key than chance makes',
    'other-inputs': 'it is of other files',
    'other-incident': 'it is of another incident',
    'status-change': 'it would change the status of the incident',
    'part-unmarked': 'a part of the file was examined, and it does not say so',
    'not-taken': 'in a record that did not give it',
    'outside-records': 'outside every record',
    'no-good-row': 'not one row gave a NIR or an e-mail address',
    'seed-too-short': 'seed of fewer than 32 bytes',
    head: 'the sealed head does not match the entry',
    'head-missing': 'the sealed head is missing',
    missing: 'the file is missing or empty',
    page: 'a page does not decrypt',
    truncated: 'the last known entry is missing',
    tombstone: 'the tombstone of a purge cannot be read',
    chain: 'entry altered, moved or missing',
    case: 'the case it describes has changed',
    end: 'the end was cut off',
    revision: 'an older file was believed',
    empty: 'empty',
    'nir-character': 'NIR: a character that does not belong',
    'nir-length': 'NIR: neither 13 nor 15 characters',
    'nir-scientific': 'NIR: rounded by a spreadsheet (1.8E+14)',
    'nir-sex': 'NIR: first digit',
    'nir-month': 'NIR: month',
    'nir-department': 'NIR: department',
    'nir-key-wrong': 'NIR: wrong key',
    'email-at': 'e-mail: not exactly one @',
    'email-character': 'e-mail: a character that does not belong',
    'email-local': 'e-mail: what precedes the @',
    'email-domain': 'e-mail: domain',
    'phone-character': 'phone: a character that does not belong',
    'phone-length': 'phone: neither ten digits nor a country code with + or 00',
    'phone-scientific': 'phone: rounded by a spreadsheet (3.36E+10)',
    'phone-region': 'phone: no number begins like this',
    'rpps-character': 'RPPS: a character that does not belong',
    'rpps-length': 'RPPS: not eleven digits',
    'rpps-scientific': 'RPPS: rounded by a spreadsheet (1.01E+10)',
    'email-length': 'e-mail: too long',
    'no-identifier': 'neither NIR nor e-mail',
    'row-fields': 'another number of cells than columns',
    'row-too-long': 'row longer than 16 MiB',
    'record-malformed': 'record that cannot be read',
    'json-malformed': 'not a JSON object',
  },
  errors: {
    'pack-bad-magic': { error: 'this file is not a Vigie pack', hint: 'check the name of the file' },
    'pack-version-unsupported': {
      error: 'this pack has a version that this program does not know',
      hint: 'update Vigie',
    },
    'pack-truncated': { error: 'the pack is cut short: bytes are missing', hint: 'download or copy the file again' },
    'pack-trailing-bytes': { error: 'the pack is followed by extra bytes', hint: 'download or copy the file again' },
    'pack-padding-not-zero': {
      error: "the pack's padding was altered",
      hint: 'do not use this file; ask its issuer for it again',
    },
    'manifest-too-long': {
      error: 'the manifest announces an excessive length',
      hint: 'do not use this file; ask its issuer for it again',
    },
    'manifest-malformed': {
      error: 'the manifest is malformed (field {field})',
      hint: 'ask its issuer for the file again',
    },
    'cost-out-of-range': {
      error: 'an Argon2id cost is out of range (field {field})',
      hint: 'memory 64 to 1048576 KiB, passes 1 to 16, lanes 1 to 4',
    },
    'signature-invalid': {
      error: "the pack's signature is wrong",
      hint: 'do not use this file; ask its issuer for it again',
    },
    'signer-untrusted': {
      error: "the pack's signer is not trusted",
      hint: 'give its public key with --trust, after comparing the fingerprint aloud',
    },
    'signer-distrusted': {
      error: 'this signer is no longer trusted on that workstation',
      hint: 'compare its fingerprint aloud again, on the workstation',
    },
    'private-part-corrupt': {
      error: 'the sealed part of the pack was altered',
      hint: 'download or copy the file again',
    },
    'private-part-malformed': {
      error: 'the sealed part of the pack is malformed (field {field})',
      hint: 'do not use this file; tell its issuer',
    },
    'family-mismatch': {
      error: 'the sealed pepper is not the one that the manifest announces',
      hint: 'do not use this file; tell its issuer',
    },
    'slot-below-floor': {
      error: 'key slot {slot} is too weak for a pack in production',
      hint: 'ask its issuer to build the pack again with the default slots',
    },
    'series-taken': { error: 'this series is another signer’s', hint: 'choose another one (--series)' },
    'content-key-reused': {
      error: 'this pack has the same key as another one that is installed',
      hint: 'do not use this file; tell its issuer: the seed served twice',
    },
    'shard-missing': {
      error: 'shard {shards} of {count} is missing',
      hint: 'give each shard once; build the missing one again with --shard',
    },
    'shard-repeated': { error: 'shard {shard} is given twice {path}', hint: 'give each shard once' },
    'family-malformed': {
      error: 'this is no file of a stretch family ({field})',
      hint: 'give the file that "vigie family new" wrote',
    },
    'table-mismatch': { error: 'the bucket table was altered', hint: 'download or copy the file again' },
    'bucket-corrupt': { error: 'bucket {bucket} was altered', hint: 'download or copy the file again' },
    'slot-malformed': { error: 'key slot {slot} of the pack is malformed', hint: 'ask its issuer for the file again' },
    'slot-no-match': {
      error: 'the delivery passphrase opens no key slot',
      hint: 'check the passphrase: the order of the words matters',
    },
    'commitment-mismatch': {
      error: "the key slot opens to another key than the pack's",
      hint: 'do not use this file; tell its issuer',
    },
    'canary-missing': {
      error: 'canary {canary} is missing: this pack does not find what it should hold',
      hint: 'do not use this file; tell its issuer',
    },
    'kind-not-indexed': {
      error: 'this pack has no identifiers of this kind',
      hint: 'check another identifier of the person',
    },
    'pack-older': {
      error: 'a pack of the same series, as recent or more, is already installed',
      hint: 'ask the issuer for the latest sequence number',
    },
    'pack-not-found': { error: 'this pack is not installed', hint: 'import it first' },
    'recipient-malformed': {
      error: "the recipient workstation's key cannot be read (line {line})",
      hint: "ask that workstation's supervisor for the .vigie-recipient file again",
    },
    'notice-malformed': {
      error: 'this notice is malformed (field {field})',
      hint: 'ask its issuer for the file again',
    },
    'notice-older': {
      error: 'a notice of the same series, as recent or more, is already here',
      hint: 'ask the issuer for the latest sequence number',
    },
    'notice-not-found': { error: 'this notice is not on the workstation', hint: 'import it first' },
    'notice-expired': { error: 'this notice is no longer valid', hint: 'ask the issuer for the latest notice' },
    'incident-unknown': { error: 'no notice or pack tells of this incident', hint: 'import the notice first' },
    'incident-malformed': {
      error: 'the incident file is malformed {path}: {faults}',
      hint: 'correct them as docs/FORMAT.md §4.2 says, and run again',
    },
    'input-empty': { error: 'the leaked file is empty {path}', hint: 'check that it is the right file' },
    'input-no-identifier-column': {
      error: 'no NIR or e-mail column was recognised {path} ({reason})',
      hint: 'name them with --columns nir=…,email=…,phone=…',
    },
    'input-column-unknown': {
      error: 'the column asked for as {target} does not exist {path}',
      hint: "check --columns against the file's header",
    },
    'input-malformed': {
      error: 'the input is unreadable {path} ({reason} {container} {missing})',
      hint: 'make sure that the file is whole and of one of the formats of docs/leaks.md; else give its text to --in - {hint}',
    },
    'input-undecided': {
      error: 'a column is not decided {path} (column {position}: {reason})',
      hint: 'say what it holds, by its header or its position: --columns nir={position}, email={position}, phone={position}, text={position} (none of these) or none={position} (left out); "vigie look" shows everything',
    },
    'input-loses': {
      error: 'identifiers would be lost: {lost} ({reason}, lines {lines})',
      hint: 'see "vigie look" and correct it by its options; or accept exactly that number: --accept-lost {lost}',
    },
    'input-changed': {
      error: 'an input file changed during the build',
      hint: 'start again, on a file that nobody writes',
    },
    'claim-malformed': {
      error: 'the claim is malformed: field {field}',
      hint: 'correct that field as docs/assess.md says',
    },
    'assessment-malformed': {
      error: 'the assessment report is malformed: field {field}',
      hint: 'give the file that "vigie assess --json" wrote, unchanged',
    },
    'assessment-mismatch': {
      error: 'the assessment report does not go with this build: {reason}',
      hint: 'run "vigie assess" on the files of this build, with a claim that names the incident and its status',
    },
    'recipe-malformed': {
      error: 'the recipe is malformed: field {field}',
      hint: 'correct that field as docs/leaks.md says, or make it again with "vigie look --write-recipe"',
    },
    'too-many-exposures': {
      error: 'too many combinations of incidents and data ({combinations})',
      hint: 'make several packs',
    },
    'too-many-entries': { error: 'too many identifiers for one pack ({entries})', hint: 'make several packs' },
    'signer-key-malformed': { error: 'the key is not an Ed25519 key in PEM', hint: 'create one with "vigie keygen"' },
    'signer-passphrase-wrong': {
      error: "the passphrase does not open the signer's key",
      hint: 'check the passphrase or the file given to --passphrase-file',
    },
    'passphrase-weak': {
      error: 'the passphrase is too easy to guess ({reason})',
      hint: 'choose at least 12 characters that nobody guesses, such as five words drawn by lot; for a --slot, give no file, and eight words are drawn',
    },
    'work-mismatch': {
      error: 'these partial results belong to another build, or are incomplete {path}',
      hint: 'empty the --work directory; for merge, give each shard once and the same seed',
    },
    'file-not-found': { error: 'file not found {path}', hint: 'check the path' },
    'file-unreadable': { error: 'file unreadable {path} {system}', hint: 'check the permission to read' },
    'file-unwritable': {
      error: 'cannot write {path} {system}',
      hint: 'check the permission to write; nothing was left half written',
    },
    'file-exists': { error: 'the file exists already {path}', hint: 'choose another name: nothing is overwritten' },
    'file-too-open': {
      error: 'other users can read this secret {path} (mode {mode})',
      hint: 'chmod 600, or --allow-open-files if that is meant',
    },
    'disk-full': { error: 'the disk is full', hint: 'free some space; nothing was left half written' },
    'read-only': { error: 'the disk is read-only', hint: 'choose another directory' },
    'source-unreachable': { error: 'the server does not answer', hint: 'check the address and the network' },
    'source-timeout': {
      error: 'the server is too slow to answer',
      hint: 'check the network, then try again',
    },
    'source-refused': {
      error: 'the server refuses to serve the pack (status {status})',
      hint: 'check the address and the rights; redirects are not followed: give the final address',
    },
    'source-certificate': {
      error: "the server's certificate is not trusted {system}",
      hint: "check the address and the clock; add your organisation's authority to the system's",
    },
    'source-malformed': {
      error: 'the server answers something else than what was asked for ({field})',
      hint: 'check how the pack is published (docs/publishing.md), and that no proxy rewrites answers',
    },
    'source-range-unsupported': {
      error: 'the server cannot serve part of a file',
      hint: 'publish the pack on a server that accepts Range requests',
    },
    'source-changed': { error: 'the served file has changed', hint: 'import the pack again' },
    'source-insecure': {
      error: "the pack's address is not secure ({reason})",
      hint: 'give an https address, without name or password',
    },
    'no-set': { error: 'no pack', hint: 'import a pack' },
    'sets-opening': { error: 'the packs are being opened', hint: 'try again in a few seconds' },
    'identifier-ambiguous': {
      error: 'the text may be an identifier of several kinds: {kinds}',
      hint: 'say which, with --kind',
    },
    'identifier-invalid': { error: 'invalid identifier', hint: 'have the identifier read again' },
    'caller-not-authenticated': { error: 'caller not authenticated', hint: 'authenticate the caller first' },
    'quota-exceeded': { error: 'check quota reached', hint: 'see a supervisor' },
    'entries-exceeded': { error: 'too many entries in the journal in a day', hint: 'see a supervisor' },
    'clock-moved-back': { error: "the machine's clock moved back", hint: 'set it right' },
    'vault-missing': { error: 'no vault there', hint: 'check the directory' },
    'vault-exists': { error: 'a vault is already there', hint: 'choose another directory' },
    'vault-malformed': { error: 'the vault is damaged', hint: 'restore a backup' },
    'profile-put-back': {
      error: 'files of the profile are of another date: {file}',
      hint: 'keep the directory and tell the security team',
    },
    'vault-in-use': { error: 'another program has the vault open', hint: 'close the other Vigie window' },
    'vault-locked': { error: 'the vault is locked', hint: 'unlock it' },
    'passphrase-wrong': { error: 'wrong passphrase', hint: 'try again' },
    'unlock-delayed': { error: 'too many attempts: wait', hint: 'try again later' },
    'role-required': { error: 'for supervisors only', hint: 'ask a supervisor' },
    'adviser-unknown': { error: 'unknown adviser', hint: 'check the name' },
    'last-supervisor': { error: 'this is the last supervisor', hint: 'name another one first' },
    'keystore-lost': {
      error: "this vault is bound to the system's keystore, which the command line cannot open",
      hint: 'use the recovery words',
    },
    'keystore-unavailable': {
      error: "the system's keystore does not answer for now",
      hint: "unlock the session's keyring, then try again",
    },
    'journal-damaged': {
      error: 'the journal is damaged: {reason} {entry}',
      hint: 'keep the file and tell the security team',
    },
    'export-malformed': {
      error: 'not a whole export of a journal: its last line is missing',
      hint: "export it again from the supervisor's screen",
    },
    'export-mismatch': {
      error: 'the lines are not those that were signed',
      hint: 'the file was altered: keep it and tell the security team',
    },
    'journal-newer': { error: 'the journal comes from a newer version', hint: 'update Vigie; nothing was altered' },
    'case-not-found': { error: 'case not found', hint: 'check the reference' },
    'case-reference-malformed': { error: 'malformed case reference', hint: 'it looks like VG-XXXX-XXXX' },
    'case-closed': { error: 'case closed', hint: 'reopen it' },
    'step-unknown': { error: 'unknown step', hint: 'update the guide' },
    'hand-over-malformed': {
      error: 'this handed-over case is malformed (field {field})',
      hint: 'ask the workstation that handed it over for the file again',
    },
    'hand-over-no-match': {
      error: 'this case is not for this workstation, or the passphrase is wrong',
      hint: "check the passphrase, or have the case handed over with this workstation's key",
    },
    'hand-over-code-malformed': {
      error: 'the hand-over code is incomplete or mistyped',
      hint: 'copy it from the sheet again',
    },
    'text-has-identifier': { error: 'the text holds an identifier', hint: 'take it out' },
    'guide-malformed': { error: 'the guide is malformed (field {field})', hint: 'correct that field and run again' },
    'settings-malformed': {
      error: "the machine's settings are malformed (field {path})",
      hint: 'correct {file} and run again',
    },
    'settings-unsafe': {
      error: "the machine's settings could be altered by someone other than its administrator",
      hint: 'give {file} and its directory to the administrator alone',
    },
    'settings-locked': { error: 'set by the administrator ({field})', hint: 'ask the administrator' },
    'ipc-refused': { error: 'call refused', hint: 'restart Vigie' },
    'print-timeout': { error: 'printing did not answer in time', hint: 'look at the printer, then try again' },
    'printer-missing': { error: 'no printer is installed', hint: 'save as PDF' },
    'print-failed': { error: 'cannot print', hint: 'check the printer' },
    'sheet-overflow': { error: 'the sheet does not fit its pages', hint: 'report it to the developers' },
    cancelled: { error: 'cancelled', hint: 'nothing was left half written' },
    usage: { error: 'malformed command: {reason} {option} {nearest}', hint: 'see "vigie COMMAND --help"' },
    internal: { error: 'unforeseen error', hint: 'run again with --debug and send the trace to the developers' },
  },
};
