export function isMain(meta: ImportMeta): boolean;
