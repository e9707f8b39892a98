/* What tus-js-client wants of `url-parse`: the browser's own URL does it in 3 kB (gzipped) less. See vite.config.ts. */
// oxlint-disable-next-line import/no-named-as-default-member -- the package it stands for exports it this way
export default URL;
