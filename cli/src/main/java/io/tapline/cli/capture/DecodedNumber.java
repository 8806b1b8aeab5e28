package io.tapline.cli.capture;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers, also in hexadecimal as {@code 0x0800}. */
final class DecodedNumber implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number: use 2048 or 0x0800");
    }
  }
}
