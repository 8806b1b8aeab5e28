package io.tapline.capture.packets;

import java.io.IOException;

/** A file is not the index of its capture, or not any more. */
final class DamagedIndexException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedIndexException(String message) {
    super(message);
  }
}
