// SPDX-License-Identifier: Apache-2.0
/** The use cases on a catalogue, and files of definitions. */
@NullMarked
package org.oriel.metadefs.internal;

import org.jspecify.annotations.NullMarked;
