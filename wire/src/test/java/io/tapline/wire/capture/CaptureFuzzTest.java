package io.tapline.wire.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Whatever a capture file holds: an ending or a refusal. How to run it longer: wire/README.md. */
class CaptureFuzzTest {

  @FuzzTest
  void any_file_is_read_or_refused(byte[] bytes) throws IOException {
    try {
      CaptureEnding ending = Frames.read(bytes).ending();
      if (ending.fileOffset() > bytes.length) {
        throw new AssertionError("an offset behind the end");
      }
    } catch (CaptureFormatException e) {
      if (e.fileOffset() > bytes.length) {
        throw new AssertionError("an offset behind the end", e);
      }
    }
  }

  /** What was read can be written, and reads back the same. */
  @FuzzTest
  void any_blocks_that_are_read_can_be_written(byte[] bytes) throws IOException {
    try {
      if (CaptureFile.of(MemorySegment.ofArray(bytes)).format() == CaptureFormat.PCAPNG) {
        checkBlocks(BlockSamples.read(bytes).blocks());
      }
    } catch (CaptureFormatException e) {
      // refused
    }
  }

  private static void checkBlocks(List<PcapngBlock> blocks) throws IOException {
    if (blocks.isEmpty()) {
      return;
    }
    byte[] written;
    try {
      written = BlockSamples.write(blocks);
    } catch (IllegalArgumentException e) {
      return; // what a writer does not write, such as packets of no interface
    }
    if (!BlockSamples.read(written).blocks().equals(blocks)) {
      throw new AssertionError("read back as something else");
    }
  }
}
