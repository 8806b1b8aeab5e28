package io.tapline.wire.netflow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.lang.foreign.MemorySegment;

/** Whatever a datagram holds: records or a fault. How to run it longer: wire/README.md. */
class PduFuzzTest {
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
          throw new AssertionError("a single datagram knows of no loss");
        }
      };

  @FuzzTest
  void any_datagram_is_read_or_has_a_fault(byte[] bytes) {
    MemorySegment segment = MemorySegment.ofArray(bytes);
    PduHeader header = new PduHeader();
    PduFault fault = header.wrap(segment, 0, bytes.length);
    if (fault == null || hasRecords(fault)) {
      FlowUnit unit = new FlowUnit().of(segment, 0, bytes.length, 0);
      new PduDecoder().decode(unit, header, new FlowRecord(), NOBODY);
    }
    compareWithValue(bytes, fault == null);
  }

  private static boolean hasRecords(PduFault fault) {
    return switch (fault) {
      case TOO_MANY_RECORDS, TRUNCATED_RECORDS, TRAILING_BYTES -> true;
      case TRUNCATED_HEADER, UNKNOWN_VERSION, UNKNOWN_AGGREGATION -> false;
    };
  }

  private static void compareWithValue(byte[] bytes, boolean valid) {
    try {
      FlowPdu pdu = new FlowPdu(1, bytes);
      if (!valid || pdu.isBefore(pdu) || pdu.isAfter(pdu)) {
        throw new AssertionError("taken, or before itself");
      }
    } catch (PduException e) {
      if (valid || e.offset() > bytes.length) {
        throw new AssertionError("refused, or an offset behind the end", e);
      }
    }
  }
}
