package io.tapline.wire.flowtools;

/** Someone asked a record for what its version does not tell. */
public final class UnsupportedFieldException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FlowField field;
  private final RecordVersion version;

  UnsupportedFieldException(FlowField field, RecordVersion version) {
    super("Records of version %s do not tell %s.".formatted(version, field.label()));
    this.field = field;
    this.version = version;
  }

  public FlowField field() {
    return field;
  }

  public RecordVersion version() {
    return version;
  }
}
