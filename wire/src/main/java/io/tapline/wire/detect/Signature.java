package io.tapline.wire.detect;

import org.jspecify.annotations.Nullable;

/** How files of one format are known. */
interface Signature {
  FileFormat format();

  /** Null = the window fits; otherwise why not, without the format's name and full stop. */
  @Nullable String mismatch(Window window);
}
