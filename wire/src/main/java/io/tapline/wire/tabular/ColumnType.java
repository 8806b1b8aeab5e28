package io.tapline.wire.tabular;

/** What the values of a column are; each by the method of {@link RowWriter} that takes them. */
public enum ColumnType {
  /** {@link RowWriter#text}. */
  TEXT("string"),
  /** {@link RowWriter#text} of a few known words. */
  WORD("enum"),
  /** {@link RowWriter#number}, not negative. */
  COUNT("count"),
  /** {@link RowWriter#number}. */
  INTEGER("int"),
  /** {@link RowWriter#number}, 0 to 65535. */
  PORT("port"),
  /** {@link RowWriter#address}. */
  ADDRESS("addr"),
  /** {@link RowWriter#time}. */
  TIME("time"),
  /** {@link RowWriter#duration}. */
  DURATION("interval"),
  /** {@link RowWriter#flag}. */
  FLAG("bool");

  private final String zeekName;

  ColumnType(String zeekName) {
    this.zeekName = zeekName;
  }

  /** The name of the type in Zeek's header. */
  String zeekName() {
    return zeekName;
  }

  /** Whether the values are texts. */
  boolean isText() {
    return this == TEXT || this == WORD;
  }

  /** Whether the values are numbers. */
  boolean isNumber() {
    return this == COUNT || this == INTEGER || this == PORT;
  }
}
