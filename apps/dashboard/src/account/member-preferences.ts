import type { Preferences } from '@baton/protocol'
import { useMantineColorScheme } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getPreferences, savePreferences } from '../api/account.ts'
import { keys } from '../api/keys.ts'
import { preferencesNow, takePreferences, usePreferences } from '../ui/preferences.ts'

/** Reads what the server keeps of how this member likes to work, and applies theme and language to the page. */
export function useKeptPreferences(): void {
  const kept = useQuery({ queryKey: keys.preferences, queryFn: getPreferences, staleTime: 60_000 })
  const { theme, language } = usePreferences()
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (kept.data) takePreferences(kept.data)
  }, [kept.data])
  useEffect(() => setColorScheme(theme), [theme, setColorScheme])
  useEffect(() => {
    // The words are English, whatever language dates are written in.
    document.documentElement.lang = language.startsWith('en') ? language : 'en'
  }, [language])
}

/** Changes what is given: at once on this page, then on the server; back to what it was when the server refuses. */
export function useSavePreferences() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: savePreferences,
    onMutate: async (change: Partial<Preferences>) => {
      await client.cancelQueries({ queryKey: keys.preferences })
      const before = preferencesNow()
      takePreferences(change)
      return before
    },
    onError: (_error, change, before) => {
      if (before)
        takePreferences(Object.fromEntries(Object.keys(change).map((name) => [name, Reflect.get(before, name)])))
    },
    onSuccess: (saved) => {
      client.setQueryData(keys.preferences, saved)
    },
  })
}
