package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.names.SourceName;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides whether a file becomes a new import and under which name. Has no lock. */
final class Admission {

  /**
   * The answer.
   *
   * @param job the new import, registered, or the one of the same content
   * @param already whether it is the latter
   */
  record Admitted(ImportJob job, boolean already) {}

  private final ImportRegistry registry;

  Admission(ImportRegistry registry) {
    this.registry = registry;
  }

  /**
   * The import of the same content, or a new one.
   *
   * @param make makes the import under a name
   * @throws Refusal INVALID_HEADER when the name that was asked for is taken
   * @throws IOException when the content cannot be read to compare it
   */
  Admitted admit(ImportRequest request, Function<String, ImportJob> make, Likeness likeness)
      throws IOException {
    Set<ImportJob> differ = none();
    while (true) {
      Admitted first = add(request, make, likeness, differ);
      if (!first.already() || likeness.certain(first.job())) {
        return first;
      }
      differ.add(first.job());
    }
  }

  /** A new import, unless another may be of the same content. */
  Optional<ImportJob> admitAtOnce(
      ImportRequest request, Function<String, ImportJob> make, Likeness likeness) {
    Admitted first = add(request, make, likeness, none());
    return first.already() ? Optional.empty() : Optional.of(first.job());
  }

  /** The import of a file of which the same bytes were sent before, compressed or not. */
  Optional<ImportJob> sentBefore(ImportRequest request, Likeness.Hash sent) throws IOException {
    String fingerprint = request.offer().fingerprint();
    if (fingerprint.isEmpty() || request.again()) {
      return Optional.empty();
    }
    Set<ImportJob> differ = none();
    Optional<ImportJob> candidate = registry.find(r -> sent(r, request, fingerprint), differ);
    while (candidate.isPresent() && !sameBytes(candidate.get(), sent)) {
      differ.add(candidate.get());
      candidate = registry.find(r -> sent(r, request, fingerprint), differ);
    }
    return candidate;
  }

  private static boolean sent(ImportRecord record, ImportRequest request, String fingerprint) {
    Encoding.Kind as = request.reading().as();
    Encoding.Kind kind =
        as == null ? FileFormats.detectedKind(record.format(), record.encoding().kind()) : as;
    return record.counts()
        && record.origin().sentFingerprint().equals(fingerprint)
        && record.encoding().equals(request.reading().encoding(kind));
  }

  private static boolean sameBytes(ImportJob job, Likeness.Hash sent) throws IOException {
    String ofContent = Likeness.hashOf(job); // known when all was received
    String theirs = job.record().origin().sentSha256();
    return !ofContent.isEmpty() && !theirs.isEmpty() && theirs.equals(sent.sha256());
  }

  /**
   * A free name for an import whose name the log holds for another source. The old name stays
   * reserved until it is {@link #release}d.
   */
  String rename(String name) {
    for (int number = 2; true; number++) {
      String to = SourceName.numbered(name, number);
      if (registry.rename(name, to)) {
        return to;
      }
    }
  }

  /** Nothing is left of an import under this name. */
  void release(String name) {
    registry.remove(name);
  }

  private Admitted add(
      ImportRequest request,
      Function<String, ImportJob> make,
      Likeness likeness,
      Set<ImportJob> differ) {
    Predicate<ImportRecord> alike = request.again() ? _ -> false : likeness::possible;
    for (int number = 1; true; number++) {
      ImportJob job = make.apply(name(request, number));
      switch (registry.add(job, alike, differ)) {
        case ImportRegistry.Added.Alike other -> {
          return new Admitted(other.job(), true);
        }
        case ImportRegistry.Added.Fresh _ -> {
          return new Admitted(job, false);
        }
        case ImportRegistry.Added.NameTaken _ -> {}
      }
    }
  }

  private static String name(ImportRequest request, int number) {
    boolean asked = !request.source().isEmpty();
    if (asked && !request.again() && number > 1) {
      throw Refusal.ofField(
          Reason.INVALID_HEADER,
          "header.source",
          "There is already a source named " + request.source() + " with other content.");
    }
    String wish = asked ? request.source() : SourceName.fromFileName(request.fileName());
    return SourceName.numbered(wish, number);
  }

  private static Set<ImportJob> none() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
