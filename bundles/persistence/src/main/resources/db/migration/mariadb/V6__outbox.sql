-- SPDX-License-Identifier: Apache-2.0
-- Events that wait to be delivered, one row for each channel; and which node delivers a channel at present.

CREATE TABLE oriel_outbox (
  id bigint NOT NULL AUTO_INCREMENT,
  channel varchar(64) NOT NULL,
  message_id varchar(36) NOT NULL,
  written_at datetime(6) NOT NULL,
  event_type varchar(64) NOT NULL,
  priority varchar(8) NOT NULL,
  payload mediumtext NOT NULL,
  PRIMARY KEY (id),
  KEY oriel_outbox_channel_id (channel, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE oriel_outbox_channel (
  channel varchar(64) NOT NULL,
  node varchar(255),
  held_until datetime(6),
  dropped bigint NOT NULL,
  PRIMARY KEY (channel)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
