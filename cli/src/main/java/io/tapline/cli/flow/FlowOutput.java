package io.tapline.cli.flow;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.wire.flowtools.FlowToolsWriter;
import io.tapline.wire.flowtools.HeaderBuilder;
import io.tapline.wire.flowtools.RecordVersion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where and how a command writes a stream. */
final class FlowOutput {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "File to write; it appears when it is whole. Default, and '-': the standard output.")
  @Nullable String output;

  @Option(
      names = {"-z", "--compress"},
      paramLabel = "0..9",
      defaultValue = "6",
      description = "Level of zlib, 0 = not compressed (default ${DEFAULT-VALUE}).")
  int level;

  @Option(
      names = {"-b", "--byte-order"},
      paramLabel = "little|big",
      defaultValue = "little",
      converter = OrderConverter.class,
      description = "Byte order of the numbers (default ${DEFAULT-VALUE}).")
  ByteOrder order;

  @Option(
      names = {"-C", "--comment"},
      paramLabel = "TEXT",
      description = "Comment for the header.")
  @Nullable String comment;

  @Option(names = "--hostname", paramLabel = "NAME", description = "Host name for the header.")
  @Nullable String hostname;

  /** {@code little} or {@code big}. */
  static final class OrderConverter implements ITypeConverter<ByteOrder> {
    @Override
    public ByteOrder convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "little" -> ByteOrder.LITTLE_ENDIAN;
        case "big" -> ByteOrder.BIG_ENDIAN;
        default -> throw new TypeConversionException("A byte order is little or big.");
      };
    }
  }

  /** A writer of records of this version. */
  FlowToolsWriter open(RecordVersion version) throws IOException {
    HeaderBuilder header = new HeaderBuilder(version, order);
    if (comment != null) {
      header.comments(comment);
    }
    if (hostname != null) {
      header.captureHostname(hostname);
    }
    try {
      return output == null || output.equals(FlowFiles.STANDARD_INPUT)
          ? FlowToolsWriter.stream(new FileOutputStream(FileDescriptor.out), header, level)
          : FlowToolsWriter.create(Path.of(output), header, level);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /** What could not be written, for people. */
  CliException failure(IOException failure) {
    return new CliException(
        ExitCode.USAGE,
        "%s cannot be written: %s"
            .formatted(output == null ? "The stream" : output, failure.getMessage()));
  }
}
