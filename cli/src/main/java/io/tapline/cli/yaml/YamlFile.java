package io.tapline.cli.yaml;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads files of one YAML 1.1 document, without making what their tags name. */
public final class YamlFile {
  /** Bytes of a file at most. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 50;

  private YamlFile() {}

  /**
   * The document of a file.
   *
   * @throws CliException USAGE if it cannot be read, is too large, is not YAML, or is empty
   */
  public static YamlValue read(Path file) {
    String name = file.toString();
    Node document = document(name, text(file, name));
    if (document == null) {
      throw usage(name + " is empty.");
    }
    return new YamlValue(new YamlProblems(name), document, "");
  }

  private static Node document(String name, String text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    try {
      return new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      String line = e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
      throw usage(name + line + ": this cannot be read as YAML: " + e.getProblem() + ".");
    } catch (YAMLException e) {
      throw usage(
          name
              + ": this cannot be read as YAML: "
              + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }

  private static String text(Path file, String name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    } catch (CharacterCodingException e) {
      throw usage(name + " is not a text in UTF-8.");
    } catch (NoSuchFileException e) {
      throw usage("There is no file " + name + ".");
    } catch (IOException e) {
      throw usage(name + " cannot be read: " + e.getMessage());
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw usage(file + " is larger than " + MAX_BYTES + " bytes.");
      }
      return bytes;
    }
  }

  private static CliException usage(String sentence) {
    return new CliException(ExitCode.USAGE, Printable.of(sentence));
  }
}
