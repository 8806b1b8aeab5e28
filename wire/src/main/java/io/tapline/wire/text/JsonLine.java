package io.tapline.wire.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads lines that are JSON objects, within limits: depth, and length of names and numbers. */
public final class JsonLine {
  /** Deepest nesting; more is a fault of the line. */
  public static final int MAX_DEPTH = 64;

  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_NAME = 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(Line.MAX_BYTES)
                  .maxDocumentLength(Line.MAX_BYTES)
                  .build())
          .build();

  private JsonLine() {}

  /** A parser that stands before the first token of the line. */
  public static JsonParser parser(Line line) throws IOException {
    return FACTORY.createParser(line.bytes, line.start, line.end - line.start);
  }

  /**
   * The number, or the digits of a text, as a number that is not negative; else -1. Objects and
   * arrays are skipped.
   */
  public static long unsigned(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? Numbers.NONE
          : Math.max(Numbers.NONE, json.getLongValue());
    }
    if (token != JsonToken.VALUE_STRING) {
      json.skipChildren();
      return Numbers.NONE;
    }
    byte[] digits = json.getText().getBytes(StandardCharsets.ISO_8859_1);
    return Numbers.unsigned(digits, 0, digits.length);
  }

  /** As {@link #unsigned}, and -1 above {@code most}. */
  public static int upTo(int most, JsonParser json) throws IOException {
    long value = unsigned(json);
    return value <= most ? (int) value : (int) Numbers.NONE;
  }

  /** The text of a string or number; empty for everything else, which is skipped. */
  public static String text(JsonParser json) throws IOException {
    if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** Whether the value at hand is an address; then it is in the field. */
  public static boolean address(JsonParser json, Line scratch, AddressField address)
      throws IOException {
    copy(json, scratch);
    return address.read(scratch.bytes, scratch.start, scratch.end);
  }

  /** Makes the text of the value at hand a line; texts of other than ASCII letters do not fit. */
  public static void copy(JsonParser json, Line target) throws IOException {
    target.start = 0;
    target.end = 0;
    if (!json.currentToken().isScalarValue()) {
      json.skipChildren();
      return;
    }
    char[] text = json.getTextCharacters();
    int from = json.getTextOffset();
    int length = json.getTextLength();
    target.reserve(length);
    for (int i = 0; i < length; i++) {
      target.bytes[i] = (byte) text[from + i];
    }
    target.end = length;
  }
}
