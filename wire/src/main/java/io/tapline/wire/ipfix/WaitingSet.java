package io.tapline.wire.ipfix;

/** A set of data whose template has not come. */
final class WaitingSet {
  /** What every set takes besides its bytes, about. */
  private static final long OVERHEAD_BYTES = 128;

  final Domain domain;
  final ExportContext context = new ExportContext();
  final int template;
  final byte[] bytes;

  /** No longer waiting. */
  boolean gone;

  WaitingSet(Domain domain, ExportContext context, int template, byte[] bytes) {
    this.domain = domain;
    this.context.copy(context);
    this.template = template;
    this.bytes = bytes;
  }

  long cost() {
    return bytes.length + OVERHEAD_BYTES;
  }
}
