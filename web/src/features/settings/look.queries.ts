import { queryOptions } from '@tanstack/react-query';

import { requestJson } from '../../api/request.ts';

export type Look = { accent: string; logo: { width: number; height: number } | null };

export const lookQuery = queryOptions({
  queryKey: ['settings', 'look'],
  queryFn: ({ signal }) => requestJson<Look>('/api/settings/look', { signal }),
});

export const changeAccent = (accent: string) =>
  requestJson<Look>('/api/settings/look/accent', { method: 'PUT', body: { accent } });
export const changeLogo = (image: File) =>
  requestJson<Look>('/api/settings/look/logo', { method: 'PUT', content: { data: image, type: image.type } });
export const removeLogo = () => requestJson<Look>('/api/settings/look/logo', { method: 'DELETE' });

/** Loads the firm's style sheet anew, so that this page shows what was just changed. */
export function reloadTheme(): void {
  const sheet = document.getElementById('theme');
  if (sheet instanceof HTMLLinkElement) sheet.href = `/api/firm/theme.css?at=${Date.now()}`;
}
