package io.tapline.capture.contract;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.testing.Await;
import io.tapline.wire.capture.MappedBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A mapped file of frames of one length, each behind a gap as a capture's record header is. */
final class TestFile {
  private static final int GAP = 16;

  private final Path path;
  private final MappedBytes mapping;
  private final int length;

  private TestFile(Path path, MappedBytes mapping, int length) {
    this.path = path;
    this.mapping = mapping;
    this.length = length;
  }

  static TestFile of(Path path, int frames, int length) throws IOException {
    Files.write(path, new byte[frames * (GAP + length)]);
    return new TestFile(path, MappedBytes.map(path), length);
  }

  /** Frames of the file, under positions of the log. */
  Batch batch(int first, int frame, int count) {
    BatchBuilder batch = new BatchBuilder(first);
    for (int i = 0; i < count; i++) {
      long offset = (long) (frame + i) * (GAP + length) + GAP;
      batch.add(mapping, offset, length, length, TestFrames.time(first + i), 1);
    }
    return batch.build();
  }

  void truncate() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(GAP);
    }
  }

  /** The test lets go of it; what holds it then are batches. */
  void close() {
    mapping.release();
  }

  void awaitFreed() {
    Await.until("nobody holds " + path, () -> !mapping.bytes().scope().isAlive());
  }
}
