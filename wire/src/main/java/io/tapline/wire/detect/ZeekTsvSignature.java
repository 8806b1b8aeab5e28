package io.tapline.wire.detect;

import io.tapline.wire.zeek.ZeekNames;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of Zeek's conn.log: the columns of #fields, and #path where it is told. */
final class ZeekTsvSignature implements Signature {
  private static final String FIELDS = "#fields";
  private static final String PATH = "#path";
  private static final List<String> COLUMNS = List.of("ts", "id.orig_h", "id.resp_h", "proto");

  @Override
  public FileFormat format() {
    return FileFormat.ZEEK_TSV;
  }

  @Override
  public @Nullable String mismatch(Window window) {
    String fields = header(window, FIELDS);
    if (fields == null) {
      return "no #fields line";
    }
    String path = header(window, PATH);
    if (path != null && !isConn(path)) {
      return "it is Zeek's log of %s, expected conn"
          .formatted(path.substring(PATH.length()).strip());
    }
    return columns(fields);
  }

  private static @Nullable String header(Window window, String name) {
    return window.lines().stream().filter(line -> line.startsWith(name)).findFirst().orElse(null);
  }

  private static boolean isConn(String path) {
    return path.endsWith("conn") && path.length() == PATH.length() + 1 + "conn".length();
  }

  private static @Nullable String columns(String line) {
    if (line.length() <= FIELDS.length()) {
      return "its #fields line is empty";
    }
    String separator = line.substring(FIELDS.length(), FIELDS.length() + 1);
    List<String> names =
        Arrays.stream(line.split(Pattern.quote(separator), -1)).map(ZeekNames::dotted).toList();
    for (String column : COLUMNS) {
      if (!names.contains(column)) {
        return "its #fields line has no column " + column;
      }
    }
    return null;
  }
}
