package io.tapline.wire.flowtools;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of the records come from, decompressed. */
sealed interface RecordBytes permits PlainBytes, InflatedBytes {
  /**
   * Puts at least one byte into the buffer, up to its limit.
   *
   * @return false at the end, which {@link #end} then describes; there may be bytes even so
   */
  boolean fill(ByteBuffer target) throws IOException;

  /** How the bytes came to an end, apart from how that cuts a record. */
  FlowToolsEnding.Kind end();
}
