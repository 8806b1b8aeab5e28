package io.tapline.cli.events;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Printable;
import io.tapline.eventstore.v1.EventServiceGrpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Stores IDEA messages and decides each. A message that is stored already is not stored again,"
          + " so an import that failed is simply repeated.",
      "A file has one message, several after each other (a line each or not), or a JSON list of them."
          + " A directory with a subdirectory `incoming` is a Warden file spool: what is stored is"
          + " deleted there, what is refused is moved to `errors`. Of another directory all files"
          + " *.idea and *.json are read and stay.",
      "Exit code 3: some messages were refused; each is on the standard error stream with its reason."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events import alerts.json",
      "  tapline events import /var/spool/warden                 once; run it from a timer",
      "  tapline events import --keep /var/spool/warden          leaves the files where they are",
      "  zcat events.jsonl.gz | tapline events import -"
    })
final class EventsImportCommand implements Callable<Integer> {
  @Spec CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIRECTORY",
      description = "What is read; - is the standard input.")
  List<String> inputs;

  @Option(names = "--keep", description = "Leaves the files of a spool where they are.")
  boolean keep;

  @Mixin ServerOption server;

  @Override
  public Integer call() {
    IdeaUpload upload = new IdeaUpload(EventServiceGrpc.newBlockingStub(server.connect()));
    try {
      for (String input : inputs) {
        read(input, upload);
      }
      upload.flush();
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "Cannot be read: " + Printable.of(e.toString()));
    }
    command.commandLine().getOut().println(upload.summary());
    return upload.refused() == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private void read(String input, IdeaUpload upload) throws IOException {
    Path path = Path.of(input);
    if (input.equals("-")) {
      readStream("standard input", System.in, upload);
    } else if (!Files.isDirectory(path)) {
      readFile(path, upload);
    } else if (IdeaSpool.isSpool(path)) {
      readSpool(new IdeaSpool(path), upload);
    } else {
      readDirectory(path, upload);
    }
  }

  private void readDirectory(Path directory, IdeaUpload upload) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(EventsImportCommand::isIdea).sorted().toList()) {
        readFile(file, upload);
      }
    }
  }

  private static boolean isIdea(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".idea") || name.endsWith(".json"));
  }

  private void readFile(Path file, IdeaUpload upload) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      readStream(file.toString(), in, upload);
    }
  }

  private void readStream(String name, InputStream in, IdeaUpload upload) throws IOException {
    IdeaTexts texts = new IdeaTexts(reader(in));
    long number = 0;
    for (@Nullable String text = texts.next(); text != null; text = texts.next()) {
      upload.add(new InFile("%s, message %d".formatted(name, ++number), text));
    }
  }

  /** What is no UTF-8 is no JSON (RFC 8259); it is refused, never repaired. */
  private static Reader reader(InputStream in) {
    return new BufferedReader(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private void readSpool(IdeaSpool spool, IdeaUpload upload) throws IOException {
    for (Path file : spool.waiting()) {
      try {
        upload.add(new InSpool(spool, file, Files.readString(file)));
      } catch (NoSuchFileException e) { // another reader of the spool was faster
      } catch (java.nio.charset.CharacterCodingException e) {
        upload.refuse(new InSpool(spool, file, ""), "is not UTF-8");
      }
    }
  }

  private void say(String where, String why) {
    command.commandLine().getErr().println(Printable.of(where + ": " + why));
  }

  private final class InFile implements IdeaUpload.Message {
    private final String where;
    private final String text;

    InFile(String where, String text) {
      this.where = where;
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public void stored() {
      // the file stays as it is
    }

    @Override
    public void refused(String why) {
      say(where, why);
    }
  }

  private final class InSpool implements IdeaUpload.Message {
    private final IdeaSpool spool;
    private final Path file;
    private final String text;

    InSpool(IdeaSpool spool, Path file, String text) {
      this.spool = spool;
      this.file = file;
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public void stored() throws IOException {
      if (!keep) {
        IdeaSpool.done(file);
      }
    }

    @Override
    public void refused(String why) throws IOException {
      say(file.toString(), why);
      if (!keep) {
        spool.refused(file);
      }
    }
  }
}
