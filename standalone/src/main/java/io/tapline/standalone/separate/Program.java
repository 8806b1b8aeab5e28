package io.tapline.standalone.separate;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.serve.ListenAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A service as a program of its own, by the place of its ports. */
enum Program {
  CAPTURE(1, 192, 128),
  FLOWLOG(2, 0, 0),
  REPORT(3, 192, 64),
  EVENTSTORE(4, 192, 64);

  private final int place;

  /** Heap and direct buffers, in MiB; those of flowlog follow the memory that was asked for. */
  final int heapMib;

  final int buffersMib;

  Program(int place, int heapMib, int buffersMib) {
    this.place = place;
    this.heapMib = heapMib;
    this.buffersMib = buffersMib;
  }

  /** As the command's option {@code --server} has it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The ports of a site follow one another, behind the one that was chosen for the all-in-one. */
  ListenAddress at(ListenAddress first) {
    return new ListenAddress(
        first.host(), first.port() + place, first.option(), first.publicAllowed());
  }

  /**
   * What Java runs.
   *
   * @param root directory with the modules, as the build leaves them
   * @throws StandaloneException START_FAILED when it was not built
   */
  Path jar(Path root) {
    Path jar = root.resolve(title() + "-service/target/quarkus-app/quarkus-run.jar");
    if (Files.notExists(jar)) {
      throw new StandaloneException(
          Reason.START_FAILED,
          "The program %s is not built (%s); ./mvnw -Dquickly -Dservice.app.skip=false package builds it."
              .formatted(title(), jar));
    }
    return jar;
  }
}
