package io.tapline.wire.detect;

import io.tapline.wire.compress.Compression;
import java.util.List;
import java.util.stream.Collectors;

/** What a file is. */
public sealed interface Detection {

  /** What was around it, outermost first; empty = it is not compressed. */
  List<Compression> compressions();

  /** The file is of that format. */
  record Known(FileFormat format, List<Compression> compressions) implements Detection {}

  /**
   * The file is of no known format.
   *
   * @param advice what it seems to be and how to go on, a sentence; empty = nothing is known of it
   * @param reasons for every format why it is not that; empty when nothing could be looked at
   */
  record Unknown(List<Compression> compressions, String advice, List<Reason> reasons)
      implements Detection {

    /** Everything in one sentence, for people. */
    public String message() {
      return advice.isEmpty()
          ? reasons.stream()
              .map(Reason::toString)
              .collect(Collectors.joining("; ", "The file's format is not known: ", "."))
          : advice;
    }
  }

  /** Why the file is not of a format; no full stop. */
  record Reason(FileFormat format, String why) {
    @Override
    public String toString() {
      return format.label() + ": " + why;
    }
  }
}
