/** The one thing that the launcher itself says, by language. Everything else is a name or an icon. */
const close: Record<string, string> = {
  ...{ de: 'Schließen', fr: 'Fermer', es: 'Cerrar', pt: 'Fechar', it: 'Chiudi', nl: 'Sluiten', sv: 'Stäng' },
  ...{ pl: 'Zamknij', tr: 'Kapat', ru: 'Закрыть', uk: 'Закрити', ar: 'إغلاق', he: 'סגירה', ja: '閉じる', zh: '关闭' },
}

export const closeIn = (locale: string): string => close[locale.slice(0, 2)] ?? 'Close'
