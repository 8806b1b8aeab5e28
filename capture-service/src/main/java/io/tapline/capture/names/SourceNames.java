package io.tapline.capture.names;

import java.util.HashMap;
import java.util.Map;

/**
 * Who owns the name of each source of a sensor, here and in the connection log. A name is reserved
 * before its source is made and released when nothing of the source is left. For any number of
 * threads: the lock is held for one look-up and nothing is called under it, so whoever holds
 * another lock may ask.
 */
public final class SourceNames {

  /** What kind of source a name belongs to. */
  public enum Owner {
    LIVE,
    /** A live source under the other name that it has in the connection log. */
    LIVE_IN_LOG,
    IMPORT
  }

  /** What became of a name that was asked for. */
  public enum Answer {
    RESERVED,
    /** Another source has the name. */
    TAKEN,
    /** There are as many sources of this kind as there may be. */
    FULL
  }

  private final Map<String, Owner> owners = new HashMap<>();

  /** Reserves a name unless another source has it. */
  public boolean reserve(String name, Owner owner) {
    return reserve(name, owner, Integer.MAX_VALUE) == Answer.RESERVED;
  }

  /**
   * Reserves a name unless another source has it.
   *
   * @param most names of this owner at most
   */
  public synchronized Answer reserve(String name, Owner owner, int most) {
    if (owners.containsKey(name)) {
      return Answer.TAKEN;
    }
    if (owners.values().stream().filter(owner::equals).count() >= most) {
      return Answer.FULL;
    }
    owners.put(name, owner);
    return Answer.RESERVED;
  }

  /**
   * Reserves the first free of the numbered names after one that the log holds for another source:
   * {@code a#2} after {@code a}, {@code a#3} after {@code a#2}. The name itself stays reserved.
   */
  public synchronized String reserveNext(String name, Owner owner) {
    int number = SourceName.number(name) + 1;
    while (owners.putIfAbsent(SourceName.numbered(name, number), owner) != null) {
      number++;
    }
    return SourceName.numbered(name, number);
  }

  /** Gives a name back; nothing happens when somebody else owns it. */
  public synchronized void release(String name, Owner owner) {
    owners.remove(name, owner);
  }

  /** Whether a source of this kind has the name. */
  public synchronized boolean owns(Owner owner, String name) {
    return owners.get(name) == owner;
  }
}
