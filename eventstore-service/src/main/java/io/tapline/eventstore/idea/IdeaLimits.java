package io.tapline.eventstore.idea;

/**
 * What an IDEA message may be at most.
 *
 * @param messageBytes length of the JSON text in UTF-8
 * @param nestingDepth objects and arrays within each other
 * @param addresses addresses of all sources and targets together; each source is a threshold key
 */
public record IdeaLimits(int messageBytes, int nestingDepth, int addresses) {
  /** 1 MiB, 64 levels, 1024 addresses. */
  public static final IdeaLimits DEFAULT = new IdeaLimits(1 << 20, 64, 1024);

  /** Bytes of an ID, a category, a class or a node's name: they are index and threshold keys. */
  static final int NAME_BYTES = 256;

  /** Categories of one message. */
  static final int CATEGORIES = 8;
}
