// SPDX-License-Identifier: Apache-2.0
package org.oriel.store;

import java.io.IOException;
import java.util.List;

/** Why a store did not do what was asked. Messages are shown to operators and hold no secrets. */
public abstract sealed class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message) {
    super(message);
  }

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** There is no such blob. */
  public static final class BlobMissing extends StoreException {
    private static final long serialVersionUID = 1L;

    public BlobMissing(String message) {
      super(message);
    }
  }

  /** The id is taken. */
  public static final class BlobExists extends StoreException {
    private static final long serialVersionUID = 1L;

    public BlobExists(String message) {
      super(message);
    }
  }

  /** Something depends on the blob. */
  public static final class BlobInUse extends StoreException {
    private static final long serialVersionUID = 1L;

    public BlobInUse(String message) {
      super(message);
    }
  }

  /** Another number of bytes came than was announced. */
  public static final class SizeMismatch extends StoreException {
    private static final long serialVersionUID = 1L;

    public SizeMismatch(long expected, long actual) {
      super("Size mismatch: expected " + expected + " bytes, got " + actual + " bytes");
    }
  }

  /** The location is not one of this store's, or makes no sense. */
  public static final class BadLocation extends StoreException {
    private static final long serialVersionUID = 1L;

    public BadLocation(String message) {
      super(message);
    }
  }

  /** No room. */
  public static final class StoreFull extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreFull(String message) {
      super(message);
    }
  }

  /** The store does not let us. */
  public static final class StoreDenied extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreDenied(String message) {
      super(message);
    }
  }

  /** The store does not answer, or broke down at work. */
  public static final class StoreDown extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreDown(String message) {
      super(message);
    }

    public StoreDown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The settings are wrong. */
  public static final class BadSettings extends StoreException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    /**
     * @param problems everything that is wrong, a sentence each
     */
    public BadSettings(List<String> problems) {
      super(String.join(" ", problems));
      this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
      return problems;
    }
  }

  /** The store lacks an ability. */
  public static final class NotAble extends StoreException {
    private static final long serialVersionUID = 1L;

    public NotAble(String message) {
      super(message);
    }
  }
}
