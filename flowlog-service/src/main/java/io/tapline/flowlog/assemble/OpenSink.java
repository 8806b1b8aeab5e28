package io.tapline.flowlog.assemble;

/** Takes the open connections that a table saves; called within the calls that feed the table. */
public interface OpenSink {
  /** The next row of the current segment; the view is valid during the call only. */
  void row(ConnectionView connection);

  /**
   * The current segment is complete, with at most {@value OpenSegment#MAX_ROWS} rows.
   *
   * @param number of the segment within its table, never used again
   * @param state of its rows, for {@link ConnectionTable#restoreOpen}
   */
  void end(long number, Pieces state);
}
