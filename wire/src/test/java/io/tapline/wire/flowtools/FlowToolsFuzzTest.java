package io.tapline.wire.flowtools;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Whatever a stream holds: an ending or a refusal. How to run it longer: wire/README.md. */
class FlowToolsFuzzTest {
  private static final FlowSink NOBODY =
      new FlowSink() {
        @Override
        public void flow(FlowRecord record) {
          if (record.startNanos < 0 || record.endNanos < record.startNanos) {
            throw new AssertionError("a flow that ends before it begins, or before 1970");
          }
        }

        @Override
        public void lost(FlowLoss loss) {
          if (loss.endNanos() < loss.startNanos()) {
            throw new AssertionError("a loss that ends before it begins");
          }
        }
      };

  @FuzzTest
  void any_stream_is_read_or_refused(byte[] bytes) throws IOException {
    try (FlowToolsFrames frames = FlowToolsFrames.of(bytes)) {
      FlowToolsDecoder decoder = new FlowToolsDecoder();
      byte[] header = frames.header().bytes();
      FlowUnit unit = new FlowUnit();
      decoder.decode(unit.of(MemorySegment.ofArray(header), 0, header.length, 0), NOBODY);
      while (frames.next()) {
        decoder.decode(unit.of(frames.bytes(), frames.offset(), frames.recordSize(), 0), NOBODY);
      }
      if (frames.ending() == null) {
        throw new AssertionError("no ending");
      }
      new FlowToolsDecoder().restore(decoder.snapshot());
    } catch (FlowToolsException e) {
      if (e.fileOffset() > bytes.length) {
        throw new AssertionError("an offset behind the end", e);
      }
    }
  }

  @FuzzTest
  void any_unit_has_an_outcome(byte[] bytes) {
    FlowToolsDecoder decoder = new FlowToolsDecoder();
    FlowUnit unit = new FlowUnit().of(MemorySegment.ofArray(bytes), 0, bytes.length, 0);
    decoder.decode(unit, NOBODY);
    decoder.decode(unit, NOBODY);
  }
}
