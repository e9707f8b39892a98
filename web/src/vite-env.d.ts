/// <reference types="vite/client" />

/** The version of this build, from the root package.json. */
declare const __SCHLEUSE_VERSION__: string;
