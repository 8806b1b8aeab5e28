package io.tapline.wire.nfdump;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.text.LineDecoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.time.ZoneId;

/** Knows no line yet. */
public final class NfdumpCsvDecoder extends LineDecoder {
  private static final int MAGIC = 0x54_4C_6E_66; // TLnf

  public NfdumpCsvDecoder(ZoneId zone) {
    super(MAGIC);
  }

  @Override
  protected FlowOutcome decodeLine(FlowUnit unit, FlowSink sink) {
    return FlowOutcome.UNKNOWN_FORMAT;
  }

  @Override
  protected void writeState(DataOutputStream state) {}

  @Override
  protected void readState(DataInputStream state) {}
}
