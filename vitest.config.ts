import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['tests/support/postgres-global-setup.ts'],
    setupFiles: ['tests/support/patience.ts'],
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
