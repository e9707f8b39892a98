import { join } from 'node:path';

/** Where a container's objects lie. One container is what is erased as one. */
export type ObjectPlace = { firmId: string; containerId: string };

export type ObjectPaths = {
  root: string;
  temporary: string;
  firm(firmId: string): string;
  container(place: ObjectPlace): string;
  object(place: ObjectPlace, objectId: string): string;
};

/** `<data>/objects/<firm>/<container>/<object>`; files being written lie in `<data>/objects/tmp`, on the same disk. */
export function objectPathsIn(dataDir: string): ObjectPaths {
  const root = join(dataDir, 'objects');
  const firm = (firmId: string): string => join(root, checkedId(firmId));
  const container = (place: ObjectPlace): string => join(firm(place.firmId), checkedId(place.containerId));
  return {
    root,
    temporary: join(root, 'tmp'),
    firm,
    container,
    object: (place, objectId) => join(container(place), checkedId(objectId)),
  };
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isObjectId(name: string): boolean {
  return idPattern.test(name);
}

// Ids come from our own rows; a path is built from nothing else all the same.
function checkedId(id: string): string {
  if (!idPattern.test(id)) throw new Error('not an id that may become a path');
  return id;
}
