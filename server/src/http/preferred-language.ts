/** German or English by `Accept-Language` (RFC 9110, section 12.5.4); German where neither is asked for. */
export function preferredLanguage(header: string | undefined): 'de' | 'en' {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      return { language: tag.split('-')[0], weight: q ? Number(q.slice(2)) || 0 : 1 };
    })
    .filter(({ language, weight }) => (language === 'de' || language === 'en') && weight > 0);
  // Sorting keeps the order of equals: who comes first wins.
  return wanted.sort((a, b) => b.weight - a.weight)[0]?.language === 'en' ? 'en' : 'de';
}
