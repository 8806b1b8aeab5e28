package io.tapline.capture.deliver;

import io.tapline.capture.batch.Encoding;

/** The way to the connection log. */
public interface IngestLink {

  /** Begins a call for one source; the answer {@link IngestAnswer.Opened} comes by polling. */
  DeliveryCall open(String sensor, String source, Encoding encoding);
}
