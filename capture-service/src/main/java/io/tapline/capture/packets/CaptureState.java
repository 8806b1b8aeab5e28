package io.tapline.capture.packets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * By what a capture is recognized that an index was made of; a file that takes the name of a
 * deleted one is another.
 *
 * @param bytes its size
 * @param modifyNanos when it was written last, nanoseconds since the epoch
 */
record CaptureState(long bytes, long modifyNanos) {

  static CaptureState of(Path capture) throws IOException {
    return new CaptureState(
        Files.size(capture), Files.getLastModifiedTime(capture).to(TimeUnit.NANOSECONDS));
  }
}
