package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.rpc.Refusal;
import io.tapline.wire.capture.CaptureEnding;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureFormatException;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.flowtools.FlowToolsException;
import io.tapline.wire.flowtools.FlowToolsFrames;
import java.io.IOException;
import java.nio.file.Path;

/** Tells files whose beginning is damaged from those of another format. */
final class FileHeads {
  private FileHeads() {}

  /**
   * Opens a file of a known format as it will be read.
   *
   * @throws Refusal CORRUPT_FILE
   */
  static void check(Path file, FileFormat format, String name) throws IOException {
    if (format.captured()) {
      checkCapture(file, name);
    } else if (format.kind() == Encoding.Kind.FLOW_TOOLS) {
      checkFlowTools(file, name);
    }
  }

  /**
   * A file of no known format may be a capture that ends within its header, or a version of one
   * that is not read.
   *
   * @throws Refusal CORRUPT_FILE
   */
  static void checkUnknown(Path file, String name) throws IOException {
    try (CaptureFile capture = CaptureFile.open(file)) {
      checkBeginning(capture.reader(), name);
    } catch (CaptureFormatException e) {
      switch (e.reason()) {
        case EMPTY_FILE, UNKNOWN_FORMAT -> {}
        case TRUNCATED_HEADER, UNSUPPORTED_VERSION, CORRUPT -> throw corrupt(name, e);
      }
    }
  }

  private static void checkCapture(Path file, String name) throws IOException {
    try (CaptureFile capture = CaptureFile.open(file)) {
      checkBeginning(capture.reader(), name);
    } catch (CaptureFormatException e) {
      throw corrupt(name, e);
    }
  }

  /** A file whose very first record is corrupt holds nothing to import. */
  private static void checkBeginning(CaptureReader reader, String name) {
    boolean frames = reader.next();
    CaptureEnding ending = reader.ending();
    if (!frames && ending != null && ending.kind() == CaptureEnding.Kind.CORRUPT) {
      throw new Refusal(Reason.CORRUPT_FILE, name + ": " + ending.message());
    }
  }

  private static void checkFlowTools(Path file, String name) throws IOException {
    try (FlowToolsFrames records = FlowToolsFrames.open(file)) {
      records.next();
    } catch (FlowToolsException e) {
      throw corrupt(name, e);
    }
  }

  private static Refusal corrupt(String name, IOException e) {
    return new Refusal(Reason.CORRUPT_FILE, name + ": " + e.getMessage(), e);
  }
}
