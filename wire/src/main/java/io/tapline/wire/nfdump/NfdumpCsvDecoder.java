package io.tapline.wire.nfdump;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.LineDecoder;
import io.tapline.wire.text.LocalClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.ZoneId;

/** Decodes the lines of nfdump's CSV: a header, rows, and a summary that is ignored. */
public final class NfdumpCsvDecoder extends LineDecoder {
  private static final int MAGIC = 0x54_4C_6E_66; // TLnf
  private static final byte[] SUMMARY = "Summary".getBytes(US_ASCII);

  private static final byte[] NO_FLOWS = "No match".getBytes(US_ASCII);

  private final NfdumpTable table = new NfdumpTable();
  private final NfdumpFields fields;
  private boolean summary;

  /** A decoder for times of this zone, that of the machine where nfdump ran. */
  public NfdumpCsvDecoder(ZoneId zone) {
    super(MAGIC);
    this.fields = new NfdumpFields(record, new LocalClock(zone));
  }

  @Override
  protected FlowOutcome decodeLine(FlowUnit unit, FlowSink sink) {
    if (table.header(line)) {
      summary = false;
      return FlowOutcome.HEADER;
    }
    if (line.startsWith(SUMMARY, line.start, line.end)) {
      summary = true;
      table.end();
    }
    if (summary || line.startsWith(NO_FLOWS, line.start, line.end)) {
      return ignored("ignored_summary_lines");
    }
    return table.isKnown() ? row(sink) : malformed("rows_before_header");
  }

  private FlowOutcome row(FlowSink sink) {
    fields.clear();
    if (!table.row(line, fields) || !fields.finish()) {
      return malformed("malformed_rows");
    }
    if (fields.isTunnel()) {
      return ignored("rows_of_tunnels");
    }
    sink.flow(record);
    return FlowOutcome.DECODED;
  }

  @Override
  protected void writeState(DataOutputStream state) throws IOException {
    state.writeBoolean(summary);
    table.write(state);
  }

  @Override
  protected void readState(DataInputStream state) throws IOException {
    summary = state.readBoolean();
    table.read(state);
  }
}
