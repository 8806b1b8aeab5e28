package io.tapline.cli.encoding;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of {@code --as}. */
public final class ReadAsConverter implements ITypeConverter<ReadAs> {
  @Override
  public ReadAs convert(String text) {
    return ReadAs.named(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no format that is known: " + ReadAs.known()));
  }
}
