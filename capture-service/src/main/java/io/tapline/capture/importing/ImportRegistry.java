package io.tapline.capture.importing;

import io.tapline.capture.names.SourceNames;
import io.tapline.capture.names.SourceNames.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The imports of a sensor by name. Decides at one moment whether a name is free and whether the
 * content is being imported already, so that of two that come at once one is first. Its lock is
 * held for that moment only, and nothing but {@link SourceNames} is called under it.
 */
final class ImportRegistry {

  /** What became of an import that was to be added. */
  sealed interface Added {
    /** It has the name. */
    record Fresh() implements Added {}

    /** An import that may be of the same content was there first. */
    record Alike(ImportJob job) implements Added {}

    /** Another source has the name. */
    record NameTaken() implements Added {}
  }

  private final Map<String, ImportJob> jobs = new LinkedHashMap<>();
  private final SourceNames names;

  /**
   * @param names shared with live sources
   */
  ImportRegistry(SourceNames names) {
    this.names = names;
  }

  /** Adds an import of an earlier run, or takes the place of one that was tried before. */
  synchronized void put(String name, ImportJob job) {
    names.reserve(name, Owner.IMPORT);
    jobs.put(name, job);
  }

  /**
   * Adds an import under its name, unless another is like it.
   *
   * @param alike whether a record may be of the same content
   * @param differ those that are known not to be
   */
  synchronized Added add(ImportJob job, Predicate<ImportRecord> alike, Set<ImportJob> differ) {
    Optional<ImportJob> first = find(alike, differ);
    if (first.isPresent()) {
      return new Added.Alike(first.get());
    }
    if (!names.reserve(job.record().source(), Owner.IMPORT)) {
      return new Added.NameTaken();
    }
    jobs.put(job.record().source(), job);
    return new Added.Fresh();
  }

  /** The first import that may be of the same content. */
  synchronized Optional<ImportJob> find(Predicate<ImportRecord> alike, Set<ImportJob> differ) {
    return jobs.values().stream()
        .filter(other -> !differ.contains(other) && alike.test(other.record()))
        .findFirst();
  }

  synchronized Optional<ImportJob> find(String name) {
    return Optional.ofNullable(jobs.get(name));
  }

  /**
   * Gives an import the next free name, since the log holds its own for another source. The old
   * name stays reserved until it is {@link #remove}d.
   */
  synchronized String rename(String from) {
    String to = names.reserveNext(from, Owner.IMPORT);
    ImportJob job = jobs.remove(from);
    if (job != null) {
      jobs.put(to, job);
    }
    return to;
  }

  /** Forgets an import, if it has the name, and frees the name. */
  synchronized void remove(String name) {
    jobs.remove(name);
    names.release(name, Owner.IMPORT);
  }

  /** All in order of their time. */
  synchronized List<ImportJob> list() {
    List<ImportJob> all = new ArrayList<>(jobs.values());
    all.sort(Comparator.comparingLong(job -> job.record().importMillis()));
    return all;
  }
}
