import { Component, type ComponentType } from 'preact'
import { texts } from '../texts/texts.ts'

type Loaded<Inner> = { default: ComponentType<Inner> }
type Props<Inner> = { load: () => Promise<Loaded<Inner>>; props: Inner }
type State<Inner> = { inner: ComponentType<Inner> | null; failed: boolean }

/** A part of the page that few customers open: its script is fetched when it is wanted. */
export class Later<Inner extends object> extends Component<Props<Inner>, State<Inner>> {
  override state: State<Inner> = { inner: null, failed: false }

  override componentDidMount() {
    void this.fetch()
  }

  fetch = async () => {
    this.setState({ failed: false })
    try {
      this.setState({ inner: (await this.props.load()).default })
    } catch {
      this.setState({ failed: true })
    }
  }

  override render({ props }: Props<Inner>, { inner: Inner, failed }: State<Inner>) {
    if (Inner) return <Inner {...props} />
    return (
      <main class="opening">
        {failed ? (
          <button type="button" class="button" onClick={() => void this.fetch()}>
            {texts.page.retry}
          </button>
        ) : (
          <p class="quiet-words late" role="status">
            {texts.loading}
          </p>
        )}
      </main>
    )
  }
}
