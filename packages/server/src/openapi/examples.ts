// What the server has answered to the requests of test/examples/tell-story.ts; written by openapi-examples.test.ts.

/** What was sent to an operation, by its operationId, and what it has answered, by status; text where it is no JSON. */
export interface OperationExample {
  readonly request?: unknown
  readonly answers: Readonly<Record<string, unknown>>
}

export const examples: Readonly<Record<string, OperationExample>> = {
  "applyPlan": {
    "answers": {
      "200": {
        "version": 2,
        "created": "2026-03-01T08:00:00.000Z",
        "summary": {
          "people": 1,
          "adds": 1,
          "removes": 0,
          "changes": 0,
          "held": 0,
          "effects": 0,
          "failed": 0
        },
        "diagnostics": [
          {
            "severity": "warning",
            "line": 2,
            "column": 18,
            "code": "OWNER_GROUP_MISSING",
            "message": "There is no group 'acme_owners' yet; whoever creates it in the provider decides who becomes owner."
          },
          {
            "severity": "warning",
            "line": 4,
            "column": 63,
            "code": "UNKNOWN_TEAM",
            "message": "There is no team 'sales' yet; the entry waits for it."
          }
        ],
        "confirmBy": "2026-03-01T08:10:00.000Z"
      }
    },
    "request": {
      "planId": "01900000-0000-7000-8000-000000000067",
      "commitWithin": "10m"
    }
  },
  "approveHold": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000077",
        "kind": "takeover",
        "state": "approved",
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "subject": "groups/01900000-0000-7000-8000-000000000076",
        "reason": "Another group is called \"acme_stewards\" now; the mapping means the one that had the name first. Approve if this one shall give the same roles",
        "lines": [],
        "decidedAt": "2026-03-01T08:00:00.000Z",
        "decidedBy": "01900000-0000-7000-8000-000000000003",
        "etag": "W/\"s3K7qyKTpCYovpPqxM9JZH\""
      }
    },
    "request": {}
  },
  "checkMapping": {
    "answers": {
      "200": {
        "valid": true,
        "diagnostics": [
          {
            "severity": "warning",
            "line": 2,
            "column": 18,
            "code": "OWNER_GROUP_MISSING",
            "message": "There is no group 'acme_owners' yet; whoever creates it in the provider decides who becomes owner."
          },
          {
            "severity": "warning",
            "line": 4,
            "column": 63,
            "code": "UNKNOWN_TEAM",
            "message": "There is no team 'sales' yet; the entry waits for it."
          }
        ],
        "tests": {
          "passed": 0,
          "failed": 0,
          "results": [],
          "coverage": {
            "rules": 3,
            "covered": 0,
            "uncovered": [
              {
                "id": "scimGroupMappings:acme_owners/owner",
                "line": 2
              },
              {
                "id": "scimGroupMappings:acme_stewards/marketing/steward",
                "line": 3
              }
            ]
          }
        }
      }
    },
    "request": "scimGroupMappings:\n  - { scimGroup: acme_owners, type: organizationOwner }\n  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }\n  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }\n"
  },
  "confirmMapping": {
    "answers": {}
  },
  "createApiKey": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-000000000084",
        "displayName": "Product",
        "scopes": [
          "organization_read"
        ],
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null,
        "key": "rc_01900000-0000-7000-8000-000000000084_BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU"
      }
    },
    "request": {
      "displayName": "Product",
      "scopes": [
        "organization_read"
      ]
    }
  },
  "createApiKeyOfOrganization": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-0000000000be",
        "displayName": "Product",
        "scopes": [
          "organization_read"
        ],
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null,
        "key": "rc_01900000-0000-7000-8000-0000000000be_ExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExM"
      }
    },
    "request": {
      "displayName": "Product",
      "scopes": [
        "organization_read"
      ]
    }
  },
  "createClient": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-000000000091",
        "displayName": "Entra ID",
        "tokenEndpoint": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-000000000001/token",
        "tokenLifetime": 3600,
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "lastRefusal": null,
        "credentials": [
          {
            "id": "01900000-0000-7000-8000-000000000092",
            "name": "first",
            "trust": null,
            "created": "2026-03-01T08:00:00.000Z",
            "expiresAt": "2027-03-01T08:00:00.000Z",
            "lastUsedAt": null,
            "revokedAt": null
          }
        ],
        "secret": "rcs_CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
      }
    },
    "request": {
      "displayName": "Entra ID",
      "secret": {
        "name": "first"
      }
    }
  },
  "createClientOfOrganization": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-0000000000ca",
        "displayName": "Entra ID",
        "tokenEndpoint": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-0000000000b1/token",
        "tokenLifetime": 3600,
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "lastRefusal": null,
        "credentials": [
          {
            "id": "01900000-0000-7000-8000-0000000000cb",
            "name": "first",
            "trust": null,
            "created": "2026-03-01T08:00:00.000Z",
            "expiresAt": "2027-03-01T08:00:00.000Z",
            "lastUsedAt": null,
            "revokedAt": null
          }
        ],
        "secret": "rcs_FhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhY"
      }
    },
    "request": {
      "displayName": "Entra ID",
      "secret": {
        "name": "first"
      }
    }
  },
  "createClientSecret": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-000000000095",
        "name": "second",
        "trust": null,
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": "2027-03-01T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "secret": "rcs_CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk"
      }
    },
    "request": {
      "name": "second"
    }
  },
  "createClientSecretOfOrganization": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-0000000000ce",
        "name": "second",
        "trust": null,
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": "2027-03-01T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "secret": "rcs_FxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxc"
      }
    },
    "request": {
      "name": "second"
    }
  },
  "createClientTrust": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-000000000097",
        "name": "Entra ID",
        "trust": {
          "jwksUri": "https://login.example.com/keys",
          "audience": null,
          "issuer": null,
          "subject": null,
          "tenant": null
        },
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null
      }
    },
    "request": {
      "name": "Entra ID",
      "jwksUri": "https://login.example.com/keys"
    }
  },
  "createClientTrustOfOrganization": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-0000000000d0",
        "name": "Entra ID",
        "trust": {
          "jwksUri": "https://login.example.com/keys",
          "audience": null,
          "issuer": null,
          "subject": null,
          "tenant": null
        },
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null
      }
    },
    "request": {
      "name": "Entra ID",
      "jwksUri": "https://login.example.com/keys"
    }
  },
  "createConnection": {
    "answers": {
      "201": {
        "name": "Entra ID",
        "audience": "rolecall",
        "claim": "oid",
        "issuer": "https://login.example.com",
        "jwksUri": "https://login.example.com/keys",
        "console": false,
        "id": "01900000-0000-7000-8000-00000000008d",
        "created": "2026-03-01T08:00:00.000Z",
        "hasClientSecret": false,
        "signInUrl": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d",
        "redirectUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d/callback",
        "postLogoutRedirectUri": "https://rolecall.example.com/",
        "backChannelLogoutUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d/logout",
        "globalTokenRevocationEndpoint": "https://rolecall.example.com/global-token-revocation/01900000-0000-7000-8000-00000000008d"
      }
    },
    "request": {
      "name": "Entra ID",
      "issuer": "https://login.example.com",
      "audience": "rolecall",
      "jwksUri": "https://login.example.com/keys",
      "claim": "oid"
    }
  },
  "createConnectionOfOrganization": {
    "answers": {
      "201": {
        "name": "Entra ID",
        "audience": "rolecall",
        "claim": "oid",
        "issuer": "https://login.example.com",
        "jwksUri": "https://login.example.com/keys",
        "console": false,
        "id": "01900000-0000-7000-8000-0000000000c6",
        "created": "2026-03-01T08:00:00.000Z",
        "hasClientSecret": false,
        "signInUrl": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6",
        "redirectUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6/callback",
        "postLogoutRedirectUri": "https://rolecall.example.com/",
        "backChannelLogoutUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6/logout",
        "globalTokenRevocationEndpoint": "https://rolecall.example.com/global-token-revocation/01900000-0000-7000-8000-0000000000c6"
      }
    },
    "request": {
      "name": "Entra ID",
      "issuer": "https://login.example.com",
      "audience": "rolecall",
      "jwksUri": "https://login.example.com/keys",
      "claim": "oid"
    }
  },
  "createEventStream": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-0000000000a9",
        "displayName": "Receiver",
        "method": "poll",
        "url": null,
        "pollUrl": "https://rolecall.example.com/api/event-streams/01900000-0000-7000-8000-0000000000a9/poll",
        "audience": [
          "receiver"
        ],
        "form": "notice",
        "events": [
          "prov"
        ],
        "hasAuthorization": false,
        "issuer": "https://rolecall.example.com/organizations/01900000-0000-7000-8000-000000000001",
        "jwksUri": "https://rolecall.example.com/.well-known/jwks.json",
        "state": "on",
        "offReason": null,
        "lastEventId": "46-999999999",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z"
      }
    },
    "request": {
      "displayName": "Receiver",
      "method": "poll",
      "audience": [
        "receiver"
      ]
    }
  },
  "createPlan": {
    "answers": {
      "200": {
        "planId": "01900000-0000-7000-8000-000000000067",
        "baseVersion": 1,
        "factRevision": 19,
        "rollbackTo": null,
        "textDiffers": true,
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": "2026-03-02T08:00:00.000Z",
        "summary": {
          "people": 1,
          "adds": 1,
          "removes": 0,
          "changes": 0,
          "held": 0,
          "effects": 0,
          "failed": 0
        },
        "adds": [
          {
            "userId": "01900000-0000-7000-8000-00000000000a",
            "emailAddress": "ada@example.com",
            "scope": "team:sales",
            "role": "Editor",
            "state": "waiting",
            "rule": "scimGroupMappings:acme_stewards/sales/editor",
            "group": "acme_stewards",
            "groupId": "01900000-0000-7000-8000-00000000001a",
            "expiresAt": null,
            "reason": "joins by acme_stewards (line 4)"
          }
        ],
        "removes": [],
        "changes": [],
        "held": [],
        "effects": [],
        "failed": [],
        "warnings": [
          {
            "severity": "warning",
            "line": 2,
            "column": 18,
            "code": "OWNER_GROUP_MISSING",
            "message": "There is no group 'acme_owners' yet; whoever creates it in the provider decides who becomes owner."
          },
          {
            "severity": "warning",
            "line": 4,
            "column": 63,
            "code": "UNKNOWN_TEAM",
            "message": "There is no team 'sales' yet; the entry waits for it."
          }
        ],
        "errors": [],
        "tests": {
          "passed": 0,
          "failed": 0,
          "results": [],
          "coverage": {
            "rules": 3,
            "covered": 0,
            "uncovered": [
              {
                "id": "scimGroupMappings:acme_owners/owner",
                "line": 2
              },
              {
                "id": "scimGroupMappings:acme_stewards/marketing/steward",
                "line": 3
              }
            ]
          }
        },
        "groups": {
          "unnamedGroups": {
            "total": 0,
            "first": []
          },
          "entriesWithoutGroup": {
            "total": 1,
            "first": [
              {
                "rule": "scimGroupMappings:acme_owners/owner",
                "line": 2,
                "text": "scimGroup: acme_owners"
              }
            ]
          }
        },
        "roles": {
          "total": 1,
          "waits": 1,
          "first": [
            {
              "scope": "team:sales",
              "role": "Editor",
              "adds": 1,
              "removes": 0,
              "changes": 0,
              "held": 0,
              "waits": 1
            }
          ]
        }
      }
    },
    "request": "scimGroupMappings:\n  - { scimGroup: acme_owners, type: organizationOwner }\n  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }\n  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }\n"
  },
  "createPlatformOrganization": {
    "answers": {
      "200": {
        "id": "customer-4711",
        "organizationId": "01900000-0000-7000-8000-0000000000b1",
        "name": "Globex",
        "created": "2026-03-01T08:00:00.000Z",
        "suspendedAt": null
      },
      "201": {
        "id": "customer-4711",
        "organizationId": "01900000-0000-7000-8000-0000000000b1",
        "name": "Globex",
        "created": "2026-03-01T08:00:00.000Z",
        "suspendedAt": null,
        "keys": [
          {
            "id": "01900000-0000-7000-8000-0000000000b2",
            "displayName": "Provider",
            "scopes": [
              "scim"
            ],
            "connection": null,
            "provider": {
              "name": null,
              "from": "guessed"
            },
            "strict": false,
            "tolerancesOff": [],
            "created": "2026-03-01T08:00:00.000Z",
            "expiresAt": null,
            "lastUsedAt": null,
            "revokedAt": null,
            "key": "rc_01900000-0000-7000-8000-0000000000b2_EhISEhISEhISEhISEhISEhISEhISEhISEhISEhISEhI"
          }
        ]
      }
    },
    "request": {
      "id": "customer-4711",
      "name": "Globex",
      "keys": [
        {
          "displayName": "Provider",
          "scopes": [
            "scim"
          ]
        }
      ]
    }
  },
  "createScimGroup": {
    "answers": {
      "201": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:Group"
        ],
        "id": "01900000-0000-7000-8000-00000000001a",
        "meta": {
          "resourceType": "Group",
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z",
          "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000001a",
          "version": "W/\"1\""
        },
        "displayName": "acme_stewards",
        "members": [
          {
            "value": "01900000-0000-7000-8000-00000000000a",
            "display": "Ada Adler",
            "type": "User"
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:Group"
      ],
      "displayName": "acme_stewards",
      "members": [
        {
          "value": "01900000-0000-7000-8000-00000000000a"
        }
      ]
    }
  },
  "createScimUser": {
    "answers": {
      "201": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:User"
        ],
        "id": "01900000-0000-7000-8000-00000000000a",
        "externalId": "5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55",
        "meta": {
          "resourceType": "User",
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z",
          "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
          "version": "W/\"1\""
        },
        "userName": "ada@example.com",
        "name": {
          "familyName": "Adler",
          "givenName": "Ada"
        },
        "displayName": "Ada Adler",
        "active": true,
        "emails": [
          {
            "value": "ada@example.com",
            "type": "work",
            "primary": true
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:User"
      ],
      "userName": "ada@example.com",
      "externalId": "5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55",
      "displayName": "Ada Adler",
      "name": {
        "givenName": "Ada",
        "familyName": "Adler"
      },
      "emails": [
        {
          "value": "ada@example.com",
          "type": "work",
          "primary": true
        }
      ],
      "active": true
    }
  },
  "createSetupLink": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-000000000089",
        "displayName": "Ada of Globex",
        "madeBy": "organization",
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": "2026-03-15T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "url": "https://rolecall.example.com/setup#rl_01900000-0000-7000-8000-000000000089_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"
      }
    },
    "request": {
      "displayName": "Ada of Globex",
      "days": 14
    }
  },
  "createSetupLinkOfOrganization": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-0000000000c3",
        "displayName": "Ada of Globex",
        "madeBy": "Product",
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": "2026-03-15T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "url": "https://rolecall.example.com/setup#rl_01900000-0000-7000-8000-0000000000c3_FRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRU"
      }
    },
    "request": {
      "displayName": "Ada of Globex",
      "days": 14
    }
  },
  "createWebhook": {
    "answers": {
      "201": {
        "id": "01900000-0000-7000-8000-0000000000a0",
        "displayName": "Product",
        "url": "https://product.example.com/hook",
        "types": [
          "RoleGranted",
          "RoleRevoked"
        ],
        "secrets": [
          {
            "created": "2026-03-01T08:00:00.000Z",
            "until": null
          }
        ],
        "state": "on",
        "offReason": null,
        "lastEventId": "42-999999999",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z",
        "secret": "whsec_DQ0NDQ0NDQ0NDQ0NDQ0NDQ0NDQ0NDQ0NDQ0NDQ0NDQ0="
      }
    },
    "request": {
      "displayName": "Product",
      "url": "https://product.example.com/hook",
      "types": [
        "RoleGranted",
        "RoleRevoked"
      ]
    }
  },
  "deletePlatformOrganization": {
    "answers": {}
  },
  "deleteScimGroup": {
    "answers": {}
  },
  "deleteScimUser": {
    "answers": {}
  },
  "doScimBulk": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
        ],
        "Operations": [
          {
            "method": "POST",
            "bulkId": "cleo",
            "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-000000000028",
            "version": "W/\"1\"",
            "status": "201"
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
      ],
      "Operations": [
        {
          "method": "POST",
          "path": "/Users",
          "bulkId": "cleo",
          "data": {
            "userName": "cleo@example.com"
          }
        }
      ]
    }
  },
  "explainMember": {
    "answers": {
      "200": {
        "member": {
          "userId": "01900000-0000-7000-8000-00000000000a",
          "emailAddress": "ada@example.com",
          "displayName": "Ada Adler",
          "status": "active"
        },
        "scope": "team:marketing",
        "role": null,
        "effect": null,
        "at": null,
        "effective": true,
        "grants": [
          {
            "scope": "team:marketing",
            "role": "Steward",
            "source": "mapping",
            "state": "active",
            "effective": true,
            "rule": "scimGroupMappings:acme_stewards/marketing/steward",
            "group": "acme_stewards",
            "groupId": "01900000-0000-7000-8000-00000000001a",
            "mappingVersion": 1,
            "since": "2026-03-01T08:00:00.000Z",
            "expiresAt": null,
            "shown": true,
            "reason": "It is in force.",
            "line": 3,
            "condition": {
              "result": true,
              "text": "scimGroup: acme_stewards",
              "line": 3,
              "column": 18,
              "kind": "group",
              "group": "acme_stewards",
              "by": "name"
            },
            "filled": [],
            "cause": {
              "kind": "scim",
              "time": "2026-03-01T08:00:00.000Z",
              "requestId": "01900000-0000-7000-8000-000000000017",
              "keyId": "01900000-0000-7000-8000-000000000002",
              "keyName": "scim"
            },
            "mapping": {
              "version": 1,
              "created": "2026-03-01T08:00:00.000Z",
              "authorKeyId": "01900000-0000-7000-8000-000000000003",
              "author": "organization"
            },
            "groupNow": "acme_stewards",
            "groupThen": "acme_stewards"
          }
        ],
        "effects": [],
        "whyNot": [],
        "notes": []
      }
    }
  },
  "exportPlatformOrganization": {
    "answers": {}
  },
  "getCatalogue": {
    "answers": {
      "200": {
        "mode": "custom-team-roles",
        "team-roles": [
          {
            "name": "Owner",
            "description": "Owns the team",
            "rank": 1,
            "precedence": 50,
            "permissions": [],
            "privileged": true
          },
          {
            "name": "Approver",
            "description": "Approves what others propose",
            "rank": 2,
            "precedence": 40,
            "permissions": [],
            "privileged": false
          }
        ],
        "teams": [
          {
            "id": "marketing",
            "name": "Marketing",
            "type": "Team",
            "parent": null,
            "description": null
          }
        ]
      }
    }
  },
  "getCatalogueOfOrganization": {
    "answers": {
      "200": {
        "mode": "default",
        "team-roles": [
          {
            "name": "Owner",
            "description": "Owns the team",
            "rank": 1,
            "precedence": 50,
            "permissions": [],
            "privileged": true
          },
          {
            "name": "Approver",
            "description": "Approves what others propose",
            "rank": 2,
            "precedence": 40,
            "permissions": [],
            "privileged": false
          }
        ],
        "teams": []
      }
    }
  },
  "getEventStream": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000a9",
        "displayName": "Receiver",
        "method": "poll",
        "url": null,
        "pollUrl": "https://rolecall.example.com/api/event-streams/01900000-0000-7000-8000-0000000000a9/poll",
        "audience": [
          "receiver"
        ],
        "form": "notice",
        "events": [
          "prov"
        ],
        "hasAuthorization": false,
        "issuer": "https://rolecall.example.com/organizations/01900000-0000-7000-8000-000000000001",
        "jwksUri": "https://rolecall.example.com/.well-known/jwks.json",
        "state": "on",
        "offReason": null,
        "lastEventId": "46-999999999",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z"
      }
    }
  },
  "getGroup": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-00000000001a",
        "displayName": "acme_stewards",
        "externalId": null,
        "members": 1,
        "unresolved": 0,
        "boundNames": [
          "acme_stewards"
        ],
        "gives": [
          {
            "scope": "team:marketing",
            "role": "Steward",
            "rule": "scimGroupMappings:acme_stewards/marketing/steward",
            "line": 3
          }
        ],
        "created": "2026-03-01T08:00:00.000Z",
        "lastModified": "2026-03-01T08:00:00.000Z",
        "findings": []
      }
    }
  },
  "getHealth": {
    "answers": {
      "200": {
        "status": "ok"
      }
    }
  },
  "getHistory": {
    "answers": {
      "200": [
        {
          "day": "2026-03-01",
          "people": 3,
          "active": 3,
          "owners": 1,
          "roles": 2,
          "groups": 3,
          "teams": 2
        }
      ]
    }
  },
  "getHold": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000077",
        "kind": "takeover",
        "state": "open",
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "subject": "groups/01900000-0000-7000-8000-000000000076",
        "reason": "Another group is called \"acme_stewards\" now; the mapping means the one that had the name first. Approve if this one shall give the same roles",
        "lines": [],
        "decidedAt": null,
        "decidedBy": null,
        "etag": "W/\"OfE6lO84o6xXEzU4D9Cvdy\""
      }
    }
  },
  "getKeySet": {
    "answers": {
      "200": {
        "keys": [
          {
            "kty": "EC",
            "x": "Zu77hfxQaAndNBa6WcQGKQG0JgpNoKd7fI__ZwYbB_M",
            "y": "vW2_q-otGftCnyC9U9bzCINNG_tr4px1p5CZeswMyy4",
            "crv": "P-256",
            "kid": "2026-q1-xJrz985BXONeIZZe",
            "alg": "ES256",
            "use": "sig"
          },
          {
            "kty": "EC",
            "x": "Zu77hfxQaAndNBa6WcQGKQG0JgpNoKd7fI__ZwYbB_M",
            "y": "vW2_q-otGftCnyC9U9bzCINNG_tr4px1p5CZeswMyy4",
            "crv": "P-256",
            "kid": "2026-q1-xJrz985BXONeIZZe",
            "alg": "ES256",
            "use": "sig"
          }
        ]
      }
    }
  },
  "getLoggedRequest": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000082",
        "time": "2026-03-01T08:00:00.000Z",
        "requestId": "01900000-0000-7000-8000-00000000007c",
        "traceId": null,
        "method": "POST",
        "path": "/api/scim/v2/Groups",
        "status": 201,
        "outcome": "success",
        "durationMs": 1.4,
        "keyId": "01900000-0000-7000-8000-000000000002",
        "provider": null,
        "resourceType": "Group",
        "resourceId": "01900000-0000-7000-8000-00000000007d",
        "scimType": null,
        "detail": null,
        "tolerances": [],
        "leftOut": [],
        "story": [
          {
            "type": "GroupCreated",
            "total": 1,
            "role": null,
            "scope": null,
            "group": null,
            "first": [
              {
                "kind": "group",
                "id": "01900000-0000-7000-8000-00000000007d",
                "name": "acme_stewards",
                "emailAddress": null
              }
            ]
          },
          {
            "type": "HoldOpened",
            "total": 1,
            "role": null,
            "scope": null,
            "group": null,
            "first": [
              {
                "kind": "hold",
                "id": "01900000-0000-7000-8000-00000000007e",
                "name": null,
                "emailAddress": null
              }
            ]
          }
        ],
        "request": {
          "schemas": [
            "urn:ietf:params:scim:schemas:core:2.0:Group"
          ],
          "displayName": "acme_stewards"
        },
        "response": {
          "schemas": [
            "urn:ietf:params:scim:schemas:core:2.0:Group"
          ],
          "id": "01900000-0000-7000-8000-00000000007d",
          "meta": {
            "resourceType": "Group",
            "created": "2026-03-01T08:00:00.000Z",
            "lastModified": "2026-03-01T08:00:00.000Z",
            "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000007d",
            "version": "W/\"1\""
          },
          "displayName": "acme_stewards"
        },
        "about": {
          "kind": "group",
          "id": "01900000-0000-7000-8000-00000000007d",
          "name": "acme_stewards",
          "emailAddress": null
        }
      }
    }
  },
  "getMappingVersion": {
    "answers": {
      "200": {
        "version": 2,
        "created": "2026-03-01T08:00:00.000Z",
        "author": {
          "keyId": "01900000-0000-7000-8000-000000000003",
          "displayName": "organization"
        },
        "format": "yaml",
        "current": false,
        "rollbackTo": null,
        "confirmBy": null,
        "revertsTo": null,
        "revertedBy": null,
        "automatic": false,
        "text": "scimGroupMappings:\n  - { scimGroup: acme_owners, type: organizationOwner }\n  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }\n  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }\n",
        "against": 1,
        "diff": "===================================================================\n--- version 1\n+++ version 2\n@@ -1,3 +1,4 @@\n scimGroupMappings:\n   - { scimGroup: acme_owners, type: organizationOwner }\n   - { scimGroup: acme_stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }\n+  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }\n"
      }
    }
  },
  "getMember": {
    "answers": {
      "200": {
        "emailAddress": "ada@example.com",
        "userId": "01900000-0000-7000-8000-00000000000a",
        "displayName": "Ada Adler",
        "role": "Member",
        "status": "active",
        "emailValidated": false,
        "teams": [
          {
            "teamId": "marketing",
            "role": "Steward",
            "roles": [
              "Steward"
            ]
          }
        ],
        "grants": [
          {
            "scope": "team:marketing",
            "role": "Steward",
            "source": "mapping",
            "state": "active",
            "effective": true,
            "rule": "scimGroupMappings:acme_stewards/marketing/steward",
            "group": "acme_stewards",
            "groupId": "01900000-0000-7000-8000-00000000001a",
            "mappingVersion": 1,
            "since": "2026-03-01T08:00:00.000Z",
            "expiresAt": null
          }
        ],
        "findings": [
          {
            "code": "external-id-changed",
            "message": "The provider has taken away the externalId \"5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55\"; all roles were kept. Look whether this is still the same person"
          }
        ]
      }
    }
  },
  "getMemberById": {
    "answers": {
      "200": {
        "emailAddress": "ada@example.com",
        "userId": "01900000-0000-7000-8000-00000000000a",
        "displayName": "Ada Adler",
        "role": "Member",
        "status": "active",
        "emailValidated": false,
        "teams": [
          {
            "teamId": "marketing",
            "role": "Steward",
            "roles": [
              "Steward"
            ]
          }
        ],
        "grants": [
          {
            "scope": "team:marketing",
            "role": "Steward",
            "source": "mapping",
            "state": "active",
            "effective": true,
            "rule": "scimGroupMappings:acme_stewards/marketing/steward",
            "group": "acme_stewards",
            "groupId": "01900000-0000-7000-8000-00000000001a",
            "mappingVersion": 1,
            "since": "2026-03-01T08:00:00.000Z",
            "expiresAt": null
          }
        ],
        "findings": [
          {
            "code": "external-id-changed",
            "message": "The provider has taken away the externalId \"5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55\"; all roles were kept. Look whether this is still the same person"
          }
        ]
      }
    }
  },
  "getMemberFacts": {
    "answers": {
      "200": {
        "provisioned": true,
        "created": "2026-03-01T08:00:00.000Z",
        "lastModified": "2026-03-01T08:00:00.000Z",
        "externalId": null,
        "attributes": {
          "userName": "ada@example.com",
          "displayName": "Ada Adler",
          "active": true
        },
        "groupCount": 1,
        "groups": [
          {
            "id": "01900000-0000-7000-8000-00000000001a",
            "displayName": "acme_stewards"
          }
        ]
      }
    }
  },
  "getOauthMetadata": {
    "answers": {
      "200": {
        "issuer": "https://rolecall.example.com",
        "token_endpoint": "https://rolecall.example.com/oauth2/token",
        "grant_types_supported": [
          "client_credentials"
        ],
        "scopes_supported": [
          "scim"
        ],
        "token_endpoint_auth_methods_supported": [
          "client_secret_basic",
          "client_secret_post"
        ],
        "token_endpoint_auth_signing_alg_values_supported": [
          "RS256",
          "RS384"
        ]
      }
    }
  },
  "getOrganization": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000001",
        "name": "Acme",
        "created": "2026-03-01T08:00:00.000Z"
      }
    }
  },
  "getOrganizationOauthMetadata": {
    "answers": {
      "200": {
        "issuer": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-000000000001",
        "token_endpoint": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-000000000001/token",
        "grant_types_supported": [
          "client_credentials"
        ],
        "scopes_supported": [
          "scim"
        ],
        "token_endpoint_auth_methods_supported": [
          "client_secret_basic",
          "client_secret_post"
        ],
        "token_endpoint_auth_signing_alg_values_supported": [
          "RS256",
          "RS384"
        ],
        "global_token_revocation_endpoint": "https://rolecall.example.com/global-token-revocation/01900000-0000-7000-8000-000000000001",
        "global_token_revocation_endpoint_auth_methods_supported": [
          "private_key_jwt"
        ]
      }
    }
  },
  "getOrganizationSettings": {
    "answers": {
      "200": {
        "userNameMutable": false
      }
    }
  },
  "getOverview": {
    "answers": {
      "200": {
        "organization": {
          "id": "01900000-0000-7000-8000-000000000001",
          "name": "Acme"
        },
        "tenantUrl": "https://rolecall.example.com/api/scim/v2",
        "counts": {
          "members": 3,
          "groups": 3,
          "teams": 2,
          "unresolvedMembers": 0
        },
        "owners": 1,
        "ownerlessSince": null,
        "openHolds": 0,
        "mappingVersion": 4,
        "endpointsOff": [],
        "notices": [],
        "decisionsPaused": false,
        "verification": {
          "verifiedAt": "2026-03-01T08:00:00.000Z",
          "durationMs": 1.4,
          "members": 3,
          "grants": 2,
          "differences": 0,
          "examples": [],
          "failure": null
        },
        "checks": [
          {
            "name": "token-exchange",
            "state": "done",
            "at": "2026-03-01T08:00:00.000Z",
            "affected": 0,
            "of": 0,
            "examples": []
          },
          {
            "name": "connection",
            "state": "done",
            "at": "2026-03-01T08:00:00.000Z",
            "affected": 0,
            "of": 0,
            "examples": []
          }
        ]
      }
    }
  },
  "getPlan": {
    "answers": {
      "200": {
        "planId": "01900000-0000-7000-8000-000000000067",
        "baseVersion": 1,
        "factRevision": 19,
        "rollbackTo": null,
        "textDiffers": true,
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": "2026-03-02T08:00:00.000Z",
        "summary": {
          "people": 1,
          "adds": 1,
          "removes": 0,
          "changes": 0,
          "held": 0,
          "effects": 0,
          "failed": 0
        },
        "adds": [
          {
            "userId": "01900000-0000-7000-8000-00000000000a",
            "emailAddress": "ada@example.com",
            "scope": "team:sales",
            "role": "Editor",
            "state": "waiting",
            "rule": "scimGroupMappings:acme_stewards/sales/editor",
            "group": "acme_stewards",
            "groupId": "01900000-0000-7000-8000-00000000001a",
            "expiresAt": null,
            "reason": "joins by acme_stewards (line 4)"
          }
        ],
        "removes": [],
        "changes": [],
        "held": [],
        "effects": [],
        "failed": [],
        "warnings": [
          {
            "severity": "warning",
            "line": 2,
            "column": 18,
            "code": "OWNER_GROUP_MISSING",
            "message": "There is no group 'acme_owners' yet; whoever creates it in the provider decides who becomes owner."
          },
          {
            "severity": "warning",
            "line": 4,
            "column": 63,
            "code": "UNKNOWN_TEAM",
            "message": "There is no team 'sales' yet; the entry waits for it."
          }
        ],
        "errors": [],
        "tests": {
          "passed": 0,
          "failed": 0,
          "results": [],
          "coverage": {
            "rules": 3,
            "covered": 0,
            "uncovered": [
              {
                "id": "scimGroupMappings:acme_owners/owner",
                "line": 2
              },
              {
                "id": "scimGroupMappings:acme_stewards/marketing/steward",
                "line": 3
              }
            ]
          }
        },
        "groups": {
          "unnamedGroups": {
            "total": 0,
            "first": []
          },
          "entriesWithoutGroup": {
            "total": 1,
            "first": [
              {
                "rule": "scimGroupMappings:acme_owners/owner",
                "line": 2,
                "text": "scimGroup: acme_owners"
              }
            ]
          }
        },
        "roles": {
          "total": 1,
          "waits": 1,
          "first": [
            {
              "scope": "team:sales",
              "role": "Editor",
              "adds": 1,
              "removes": 0,
              "changes": 0,
              "held": 0,
              "waits": 1
            }
          ]
        }
      }
    }
  },
  "getPlatformOrganization": {
    "answers": {
      "200": {
        "id": "customer-4711",
        "organizationId": "01900000-0000-7000-8000-0000000000b1",
        "name": "Globex",
        "created": "2026-03-01T08:00:00.000Z",
        "suspendedAt": null
      }
    }
  },
  "getPlatformOrganizationUsage": {
    "answers": {
      "200": {
        "id": "customer-4711",
        "organizationId": "01900000-0000-7000-8000-0000000000b1",
        "name": "Globex",
        "created": "2026-03-01T08:00:00.000Z",
        "suspendedAt": null,
        "counted": {
          "day": "2026-03-01",
          "people": 0,
          "active": 0,
          "owners": 0,
          "roles": 0,
          "groups": 0,
          "teams": 0
        },
        "requests": {
          "success": 0,
          "refused": 0,
          "failed": 0
        },
        "lastRequestAt": null,
        "days": [
          {
            "day": "2026-01-31",
            "counted": null,
            "requests": {
              "success": 0,
              "refused": 0,
              "failed": 0
            }
          },
          {
            "day": "2026-02-01",
            "counted": null,
            "requests": {
              "success": 0,
              "refused": 0,
              "failed": 0
            }
          }
        ]
      }
    }
  },
  "getReadiness": {
    "answers": {
      "200": {
        "status": "ready"
      }
    }
  },
  "getResourceType": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
        ],
        "id": "User",
        "name": "User",
        "description": "User Account",
        "endpoint": "/Users",
        "schema": "urn:ietf:params:scim:schemas:core:2.0:User",
        "schemaExtensions": [
          {
            "schema": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "required": false
          }
        ],
        "meta": {
          "resourceType": "ResourceType",
          "location": "https://rolecall.example.com/api/scim/v2/ResourceTypes/User"
        }
      }
    }
  },
  "getSchema": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:Schema"
        ],
        "id": "urn:ietf:params:scim:schemas:core:2.0:Group",
        "name": "Group",
        "description": "Group",
        "attributes": [
          {
            "name": "displayName",
            "description": "The name of the group, suitable for display.",
            "type": "string",
            "multiValued": false,
            "required": true,
            "caseExact": false,
            "mutability": "readWrite",
            "returned": "default",
            "uniqueness": "none"
          },
          {
            "name": "members",
            "description": "The members of the group.",
            "type": "complex",
            "multiValued": true,
            "required": false,
            "caseExact": false,
            "mutability": "readWrite",
            "returned": "default",
            "uniqueness": "none",
            "subAttributes": [
              {
                "name": "value",
                "description": "The id of the member, compared exactly.",
                "type": "string",
                "multiValued": false,
                "required": true,
                "caseExact": true,
                "mutability": "immutable",
                "returned": "default",
                "uniqueness": "none"
              },
              {
                "name": "$ref",
                "description": "The URI of the member.",
                "type": "reference",
                "multiValued": false,
                "required": false,
                "caseExact": true,
                "mutability": "immutable",
                "returned": "default",
                "uniqueness": "none",
                "referenceTypes": [
                  "User",
                  "Group"
                ]
              }
            ]
          }
        ],
        "meta": {
          "resourceType": "Schema",
          "location": "https://rolecall.example.com/api/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"
        }
      }
    }
  },
  "getScimEntitlement": {
    "answers": {
      "200": {
        "schemas": [
          "urn:okta:scim:schemas:core:1.0:Entitlement"
        ],
        "id": "marketing:steward",
        "meta": {
          "resourceType": "Entitlement",
          "location": "https://rolecall.example.com/api/scim/v2/Entitlements/marketing%3Asteward",
          "version": "W/\"kuIhfEKoJqMPqOwl\""
        },
        "displayName": "Marketing: Steward",
        "description": "Looks after what the team holds",
        "type": "Entitlement"
      }
    }
  },
  "getScimGroup": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:Group"
        ],
        "id": "01900000-0000-7000-8000-00000000001a",
        "meta": {
          "resourceType": "Group",
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z",
          "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000001a",
          "version": "W/\"1\""
        },
        "displayName": "acme_stewards",
        "members": [
          {
            "value": "01900000-0000-7000-8000-00000000000a",
            "display": "Ada Adler",
            "type": "User"
          }
        ]
      }
    }
  },
  "getScimRole": {
    "answers": {
      "200": {
        "schemas": [
          "urn:okta:scim:schemas:core:1.0:Role"
        ],
        "id": "owner",
        "meta": {
          "resourceType": "Role",
          "location": "https://rolecall.example.com/api/scim/v2/Roles/owner",
          "version": "W/\"Btk8NyrHwKwbwJKo\""
        },
        "displayName": "Owner",
        "description": "May change everything in the organization"
      }
    }
  },
  "getScimUser": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:User"
        ],
        "id": "01900000-0000-7000-8000-00000000000a",
        "externalId": "5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55",
        "meta": {
          "resourceType": "User",
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z",
          "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
          "version": "W/\"1\""
        },
        "userName": "ada@example.com",
        "name": {
          "familyName": "Adler",
          "givenName": "Ada"
        },
        "displayName": "Ada Adler",
        "active": true,
        "emails": [
          {
            "value": "ada@example.com",
            "type": "work",
            "primary": true
          }
        ]
      }
    }
  },
  "getServiceProviderConfig": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
        ],
        "patch": {
          "supported": true
        },
        "bulk": {
          "supported": true,
          "maxOperations": 1000,
          "maxPayloadSize": 4194304
        },
        "filter": {
          "supported": true,
          "maxResults": 1000
        },
        "changePassword": {
          "supported": false
        },
        "sort": {
          "supported": true
        },
        "etag": {
          "supported": true
        },
        "pagination": {
          "cursor": true,
          "index": true,
          "defaultPaginationMethod": "index",
          "defaultPageSize": 100,
          "maxPageSize": 1000,
          "cursorTimeout": 3600
        },
        "securityEvents": {
          "asyncRequest": "none",
          "eventUris": [
            "urn:ietf:params:scim:event:prov:create:full",
            "urn:ietf:params:scim:event:prov:create:notice"
          ]
        },
        "authenticationSchemes": [
          {
            "type": "oauth2",
            "name": "OAuth 2.0 client credentials",
            "description": "An access token of an OAuth client with the scope scim, by its secret or by private_key_jwt; https://rolecall.example.com/.well-known/oauth-authorization-server says where (RFC 8414)",
            "specUri": "https://www.rfc-editor.org/info/rfc6749",
            "documentationUri": "https://rolecall.example.com/.well-known/oauth-authorization-server",
            "primary": true
          },
          {
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "An API key of the organization with the scope scim, as Authorization: Bearer KEY",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": false
          }
        ],
        "meta": {
          "resourceType": "ServiceProviderConfig",
          "location": "https://rolecall.example.com/api/scim/v2/ServiceProviderConfig"
        }
      }
    }
  },
  "getSession": {
    "answers": {
      "200": null
    }
  },
  "getTeam": {
    "answers": {
      "200": {
        "id": "marketing",
        "name": "Marketing",
        "type": "Team",
        "parent": null,
        "description": null,
        "members": [
          {
            "emailAddress": "ada@example.com",
            "role": "Editor",
            "source": "manual"
          }
        ]
      }
    }
  },
  "getTeamRoles": {
    "answers": {
      "200": {
        "mode": "default",
        "team-roles": [
          {
            "name": "Owner",
            "description": "Owns the team",
            "rank": 1,
            "precedence": 50,
            "permissions": [],
            "privileged": true
          },
          {
            "name": "Approver",
            "description": "Approves what others propose",
            "rank": 2,
            "precedence": 40,
            "permissions": [],
            "privileged": false
          }
        ]
      }
    }
  },
  "getVerification": {
    "answers": {
      "200": {
        "verifiedAt": "2026-03-01T08:00:00.000Z",
        "durationMs": 1.4,
        "members": 3,
        "grants": 2,
        "differences": 0,
        "examples": [],
        "failure": null
      }
    }
  },
  "getWebhook": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000a0",
        "displayName": "Product",
        "url": "https://product.example.com/hook",
        "types": [
          "RoleGranted",
          "RoleRevoked"
        ],
        "secrets": [
          {
            "created": "2026-03-01T08:00:00.000Z",
            "until": null
          }
        ],
        "state": "on",
        "offReason": null,
        "lastEventId": "42-999999999",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z"
      }
    }
  },
  "listApiKeys": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-000000000002",
          "displayName": "scim",
          "scopes": [
            "scim"
          ],
          "connection": null,
          "provider": {
            "name": null,
            "from": "guessed"
          },
          "strict": false,
          "tolerancesOff": [],
          "created": "2026-03-01T08:00:00.000Z",
          "expiresAt": null,
          "lastUsedAt": "2026-03-01T08:00:00.000Z",
          "revokedAt": null
        },
        {
          "id": "01900000-0000-7000-8000-000000000003",
          "displayName": "organization",
          "scopes": [
            "organization"
          ],
          "connection": null,
          "provider": {
            "name": null,
            "from": "guessed"
          },
          "strict": false,
          "tolerancesOff": [],
          "created": "2026-03-01T08:00:00.000Z",
          "expiresAt": null,
          "lastUsedAt": "2026-03-01T08:00:00.000Z",
          "revokedAt": null
        }
      ]
    }
  },
  "listApiKeysOfOrganization": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-0000000000b2",
          "displayName": "Provider",
          "scopes": [
            "scim"
          ],
          "connection": null,
          "provider": {
            "name": null,
            "from": "guessed"
          },
          "strict": false,
          "tolerancesOff": [],
          "created": "2026-03-01T08:00:00.000Z",
          "expiresAt": null,
          "lastUsedAt": null,
          "revokedAt": null
        },
        {
          "id": "01900000-0000-7000-8000-0000000000be",
          "displayName": "Our product",
          "scopes": [
            "organization_read"
          ],
          "connection": null,
          "provider": {
            "name": null,
            "from": "guessed"
          },
          "strict": false,
          "tolerancesOff": [],
          "created": "2026-03-01T08:00:00.000Z",
          "expiresAt": null,
          "lastUsedAt": null,
          "revokedAt": null
        }
      ]
    }
  },
  "listAuditEvents": {
    "answers": {
      "200": [
        {
          "id": "49-0",
          "time": "2026-03-01T08:00:00.000Z",
          "type": "SettingsChanged",
          "kind": "settings",
          "subject": "organization",
          "actor": {
            "kind": "key",
            "id": "01900000-0000-7000-8000-000000000003",
            "address": "127.0.0.1",
            "userAgent": "lightMyRequest"
          },
          "requestId": "01900000-0000-7000-8000-0000000000dc",
          "data": {
            "before": {
              "name": "Acme"
            },
            "after": {
              "name": "Acme International"
            }
          },
          "hash": "9f9565413b94dca0f2d9cea628790eeef8208e22d58026b7d1e0c8507c93d962"
        },
        {
          "id": "48-0",
          "time": "2026-03-01T08:00:00.000Z",
          "type": "EventsReplayed",
          "kind": "delivery",
          "subject": "subscriptions/01900000-0000-7000-8000-0000000000a9",
          "actor": {
            "kind": "key",
            "id": "01900000-0000-7000-8000-000000000003",
            "address": "127.0.0.1",
            "userAgent": "lightMyRequest"
          },
          "requestId": "01900000-0000-7000-8000-0000000000af",
          "data": {
            "from": null
          },
          "hash": "46e2911b97deb2a25b3525776a244101a2614d044d72fe14c27470c675c12f52"
        }
      ]
    }
  },
  "listChanges": {
    "answers": {
      "200": [
        {
          "id": "30-0",
          "time": "2026-03-01T08:00:00.000Z",
          "kind": "api",
          "requestId": "01900000-0000-7000-8000-000000000081",
          "by": "organization",
          "story": [
            {
              "type": "HoldClosed",
              "total": 1,
              "role": null,
              "scope": null,
              "group": null,
              "first": [
                {
                  "kind": "hold",
                  "id": "01900000-0000-7000-8000-00000000007e",
                  "name": null,
                  "emailAddress": null
                }
              ]
            }
          ],
          "more": false
        },
        {
          "id": "29-1",
          "time": "2026-03-01T08:00:00.000Z",
          "kind": "scim",
          "requestId": "01900000-0000-7000-8000-00000000007c",
          "by": "scim",
          "story": [
            {
              "type": "GroupCreated",
              "total": 1,
              "role": null,
              "scope": null,
              "group": null,
              "first": [
                {
                  "kind": "group",
                  "id": "01900000-0000-7000-8000-00000000007d",
                  "name": "acme_stewards",
                  "emailAddress": null
                }
              ]
            },
            {
              "type": "HoldOpened",
              "total": 1,
              "role": null,
              "scope": null,
              "group": null,
              "first": [
                {
                  "kind": "hold",
                  "id": "01900000-0000-7000-8000-00000000007e",
                  "name": null,
                  "emailAddress": null
                }
              ]
            }
          ],
          "more": false
        }
      ]
    }
  },
  "listChangesOfMember": {
    "answers": {
      "200": [
        {
          "id": "11-3",
          "time": "2026-03-01T08:00:00.000Z",
          "kind": "scim",
          "requestId": "01900000-0000-7000-8000-000000000017",
          "by": "scim",
          "story": [
            {
              "type": "RoleGranted",
              "total": 1,
              "role": "Steward",
              "scope": "team:marketing",
              "group": null,
              "first": [
                {
                  "kind": "user",
                  "id": "01900000-0000-7000-8000-00000000000a",
                  "name": "Ada Adler",
                  "emailAddress": "ada@example.com"
                }
              ]
            }
          ],
          "more": false
        }
      ]
    }
  },
  "listClients": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-000000000091",
          "displayName": "Entra ID",
          "tokenEndpoint": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-000000000001/token",
          "tokenLifetime": 7200,
          "connection": null,
          "provider": {
            "name": null,
            "from": "guessed"
          },
          "strict": false,
          "tolerancesOff": [],
          "created": "2026-03-01T08:00:00.000Z",
          "lastUsedAt": null,
          "revokedAt": null,
          "lastRefusal": null,
          "credentials": [
            {
              "id": "01900000-0000-7000-8000-000000000092",
              "name": "first",
              "trust": null,
              "created": "2026-03-01T08:00:00.000Z",
              "expiresAt": "2027-03-01T08:00:00.000Z",
              "lastUsedAt": null,
              "revokedAt": null
            },
            {
              "id": "01900000-0000-7000-8000-000000000095",
              "name": "second",
              "trust": null,
              "created": "2026-03-01T08:00:00.000Z",
              "expiresAt": "2027-03-01T08:00:00.000Z",
              "lastUsedAt": null,
              "revokedAt": null
            }
          ]
        }
      ]
    }
  },
  "listClientsOfOrganization": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-0000000000ca",
          "displayName": "Entra ID",
          "tokenEndpoint": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-0000000000b1/token",
          "tokenLifetime": 7200,
          "connection": null,
          "provider": {
            "name": null,
            "from": "guessed"
          },
          "strict": false,
          "tolerancesOff": [],
          "created": "2026-03-01T08:00:00.000Z",
          "lastUsedAt": null,
          "revokedAt": null,
          "lastRefusal": null,
          "credentials": [
            {
              "id": "01900000-0000-7000-8000-0000000000cb",
              "name": "first",
              "trust": null,
              "created": "2026-03-01T08:00:00.000Z",
              "expiresAt": "2027-03-01T08:00:00.000Z",
              "lastUsedAt": null,
              "revokedAt": null
            },
            {
              "id": "01900000-0000-7000-8000-0000000000ce",
              "name": "second",
              "trust": null,
              "created": "2026-03-01T08:00:00.000Z",
              "expiresAt": "2027-03-01T08:00:00.000Z",
              "lastUsedAt": null,
              "revokedAt": null
            }
          ]
        }
      ]
    }
  },
  "listConnections": {
    "answers": {
      "200": [
        {
          "name": "Entra ID",
          "audience": "rolecall",
          "claim": "oid",
          "issuer": "https://login.example.com",
          "jwksUri": "https://login.example.com/keys",
          "console": true,
          "id": "01900000-0000-7000-8000-00000000008d",
          "created": "2026-03-01T08:00:00.000Z",
          "hasClientSecret": false,
          "signInUrl": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d",
          "redirectUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d/callback",
          "postLogoutRedirectUri": "https://rolecall.example.com/",
          "backChannelLogoutUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d/logout",
          "globalTokenRevocationEndpoint": "https://rolecall.example.com/global-token-revocation/01900000-0000-7000-8000-00000000008d"
        }
      ]
    }
  },
  "listConnectionsOfOrganization": {
    "answers": {
      "200": [
        {
          "name": "Entra ID",
          "audience": "rolecall",
          "claim": "oid",
          "issuer": "https://login.example.com",
          "jwksUri": "https://login.example.com/keys",
          "console": true,
          "id": "01900000-0000-7000-8000-0000000000c6",
          "created": "2026-03-01T08:00:00.000Z",
          "hasClientSecret": false,
          "signInUrl": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6",
          "redirectUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6/callback",
          "postLogoutRedirectUri": "https://rolecall.example.com/",
          "backChannelLogoutUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6/logout",
          "globalTokenRevocationEndpoint": "https://rolecall.example.com/global-token-revocation/01900000-0000-7000-8000-0000000000c6"
        }
      ]
    }
  },
  "listDeadLetters": {
    "answers": {
      "200": []
    }
  },
  "listDeadTokens": {
    "answers": {
      "200": []
    }
  },
  "listEventStreams": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-0000000000a9",
          "displayName": "Receiver",
          "method": "poll",
          "url": null,
          "pollUrl": "https://rolecall.example.com/api/event-streams/01900000-0000-7000-8000-0000000000a9/poll",
          "audience": [
            "receiver"
          ],
          "form": "notice",
          "events": [
            "prov"
          ],
          "hasAuthorization": false,
          "issuer": "https://rolecall.example.com/organizations/01900000-0000-7000-8000-000000000001",
          "jwksUri": "https://rolecall.example.com/.well-known/jwks.json",
          "state": "on",
          "offReason": null,
          "lastEventId": "46-999999999",
          "failures": 0,
          "failingSince": null,
          "nextAttempt": null,
          "lastError": null,
          "lastDelivery": null,
          "created": "2026-03-01T08:00:00.000Z"
        }
      ]
    }
  },
  "listEvents": {
    "answers": {
      "200": [
        {
          "specversion": "1.0",
          "id": "1-0",
          "source": "/organizations/01900000-0000-7000-8000-000000000001",
          "type": "ApiKeyCreated",
          "subject": "api-keys/01900000-0000-7000-8000-000000000002",
          "time": "2026-03-01T08:00:00.000Z",
          "datacontenttype": "application/json",
          "causekind": "cli",
          "data": {
            "displayName": "scim",
            "scopes": [
              "scim"
            ],
            "connectionId": null,
            "provider": null,
            "strict": false,
            "tolerancesOff": [],
            "expiresAt": null
          }
        },
        {
          "specversion": "1.0",
          "id": "2-0",
          "source": "/organizations/01900000-0000-7000-8000-000000000001",
          "type": "ApiKeyCreated",
          "subject": "api-keys/01900000-0000-7000-8000-000000000003",
          "time": "2026-03-01T08:00:00.000Z",
          "datacontenttype": "application/json",
          "causekind": "cli",
          "data": {
            "displayName": "organization",
            "scopes": [
              "organization"
            ],
            "connectionId": null,
            "provider": null,
            "strict": false,
            "tolerancesOff": [],
            "expiresAt": null
          }
        }
      ]
    }
  },
  "listGroupMembers": {
    "answers": {
      "200": [
        {
          "value": "01900000-0000-7000-8000-00000000000a",
          "type": null,
          "userId": "01900000-0000-7000-8000-00000000000a",
          "emailAddress": "ada@example.com",
          "displayName": "Ada Adler",
          "resolved": true
        }
      ]
    }
  },
  "listGroups": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-00000000001a",
          "displayName": "acme_stewards",
          "externalId": null,
          "members": 1,
          "unresolved": 0,
          "boundNames": [
            "acme_stewards"
          ],
          "gives": [
            {
              "scope": "team:marketing",
              "role": "Steward",
              "rule": "scimGroupMappings:acme_stewards/marketing/steward",
              "line": 3
            }
          ],
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z"
        }
      ]
    }
  },
  "listHolds": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-000000000077",
          "kind": "takeover",
          "state": "open",
          "created": "2026-03-01T08:00:00.000Z",
          "expiresAt": null,
          "subject": "groups/01900000-0000-7000-8000-000000000076",
          "reason": "Another group is called \"acme_stewards\" now; the mapping means the one that had the name first. Approve if this one shall give the same roles",
          "lines": [],
          "decidedAt": null,
          "decidedBy": null,
          "etag": "W/\"OfE6lO84o6xXEzU4D9Cvdy\""
        }
      ]
    }
  },
  "listLoggedRequests": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-000000000082",
          "time": "2026-03-01T08:00:00.000Z",
          "requestId": "01900000-0000-7000-8000-00000000007c",
          "traceId": null,
          "method": "POST",
          "path": "/api/scim/v2/Groups",
          "status": 201,
          "outcome": "success",
          "durationMs": 1.4,
          "keyId": "01900000-0000-7000-8000-000000000002",
          "provider": null,
          "resourceType": "Group",
          "resourceId": "01900000-0000-7000-8000-00000000007d",
          "scimType": null,
          "detail": null,
          "tolerances": [],
          "leftOut": [],
          "story": [
            {
              "type": "GroupCreated",
              "total": 1,
              "role": null,
              "scope": null,
              "group": null,
              "first": [
                {
                  "kind": "group",
                  "id": "01900000-0000-7000-8000-00000000007d",
                  "name": "acme_stewards",
                  "emailAddress": null
                }
              ]
            },
            {
              "type": "HoldOpened",
              "total": 1,
              "role": null,
              "scope": null,
              "group": null,
              "first": [
                {
                  "kind": "hold",
                  "id": "01900000-0000-7000-8000-00000000007e",
                  "name": null,
                  "emailAddress": null
                }
              ]
            }
          ],
          "request": {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Group"
            ],
            "displayName": "acme_stewards"
          },
          "response": {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Group"
            ],
            "id": "01900000-0000-7000-8000-00000000007d",
            "meta": {
              "resourceType": "Group",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000007d",
              "version": "W/\"1\""
            },
            "displayName": "acme_stewards"
          },
          "about": {
            "kind": "group",
            "id": "01900000-0000-7000-8000-00000000007d",
            "name": "acme_stewards",
            "emailAddress": null
          }
        },
        {
          "id": "01900000-0000-7000-8000-00000000007b",
          "time": "2026-03-01T08:00:00.000Z",
          "requestId": "01900000-0000-7000-8000-000000000075",
          "traceId": null,
          "method": "POST",
          "path": "/api/scim/v2/Groups",
          "status": 201,
          "outcome": "success",
          "durationMs": 1.4,
          "keyId": "01900000-0000-7000-8000-000000000002",
          "provider": null,
          "resourceType": "Group",
          "resourceId": "01900000-0000-7000-8000-000000000076",
          "scimType": null,
          "detail": null,
          "tolerances": [],
          "leftOut": [],
          "story": [
            {
              "type": "GroupCreated",
              "total": 1,
              "role": null,
              "scope": null,
              "group": null,
              "first": [
                {
                  "kind": "group",
                  "id": "01900000-0000-7000-8000-000000000076",
                  "name": "acme_stewards",
                  "emailAddress": null
                }
              ]
            },
            {
              "type": "HoldOpened",
              "total": 1,
              "role": null,
              "scope": null,
              "group": null,
              "first": [
                {
                  "kind": "hold",
                  "id": "01900000-0000-7000-8000-000000000077",
                  "name": null,
                  "emailAddress": null
                }
              ]
            }
          ],
          "request": {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Group"
            ],
            "displayName": "acme_stewards"
          },
          "response": {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Group"
            ],
            "id": "01900000-0000-7000-8000-000000000076",
            "meta": {
              "resourceType": "Group",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-000000000076",
              "version": "W/\"1\""
            },
            "displayName": "acme_stewards"
          },
          "about": {
            "kind": "group",
            "id": "01900000-0000-7000-8000-000000000076",
            "name": "acme_stewards",
            "emailAddress": null
          }
        }
      ]
    }
  },
  "listMappingVersions": {
    "answers": {
      "200": [
        {
          "version": 4,
          "created": "2026-03-01T08:00:00.000Z",
          "author": {
            "keyId": "01900000-0000-7000-8000-000000000003",
            "displayName": "organization"
          },
          "format": "yaml",
          "current": true,
          "rollbackTo": 2,
          "confirmBy": null,
          "revertsTo": null,
          "revertedBy": null,
          "automatic": false
        },
        {
          "version": 3,
          "created": "2026-03-01T08:00:00.000Z",
          "author": {
            "keyId": "01900000-0000-7000-8000-000000000003",
            "displayName": "organization"
          },
          "format": "yaml",
          "current": false,
          "rollbackTo": null,
          "confirmBy": "2026-03-01T08:10:00.000Z",
          "revertsTo": null,
          "revertedBy": 4,
          "automatic": false
        }
      ]
    }
  },
  "listMembers": {
    "answers": {
      "200": [
        {
          "emailAddress": "ada@example.com",
          "userId": "01900000-0000-7000-8000-00000000000a",
          "displayName": "Ada Adler",
          "role": "Member",
          "status": "active",
          "emailValidated": false,
          "teams": [
            {
              "teamId": "marketing",
              "role": "Steward",
              "roles": [
                "Steward"
              ]
            }
          ]
        },
        {
          "emailAddress": "cleo@example.com",
          "userId": "01900000-0000-7000-8000-000000000028",
          "displayName": null,
          "role": "Member",
          "status": "active",
          "emailValidated": false,
          "teams": []
        }
      ]
    }
  },
  "listPanels": {
    "answers": {
      "200": [
        {
          "plugin": "entra",
          "name": "attribute-mapping",
          "title": "Attribute mapping of Entra",
          "summary": "What the attribute mapping of Microsoft Entra ID sends, and about whom something is amiss.",
          "place": "page"
        }
      ]
    }
  },
  "listPlanLines": {
    "answers": {
      "200": [
        {
          "userId": "01900000-0000-7000-8000-00000000000a",
          "emailAddress": "ada@example.com",
          "scope": "team:sales",
          "role": "Editor",
          "state": "waiting",
          "rule": "scimGroupMappings:acme_stewards/sales/editor",
          "group": "acme_stewards",
          "groupId": "01900000-0000-7000-8000-00000000001a",
          "expiresAt": null,
          "reason": "joins by acme_stewards (line 4)"
        }
      ]
    }
  },
  "listPlanPeople": {
    "answers": {
      "200": [
        {
          "userId": "01900000-0000-7000-8000-00000000000a",
          "emailAddress": "ada@example.com",
          "displayName": "Ada Adler",
          "lines": [
            {
              "kind": "adds",
              "userId": "01900000-0000-7000-8000-00000000000a",
              "emailAddress": "ada@example.com",
              "scope": "team:sales",
              "role": "Editor",
              "state": "waiting",
              "rule": "scimGroupMappings:acme_stewards/sales/editor",
              "group": "acme_stewards",
              "groupId": "01900000-0000-7000-8000-00000000001a",
              "expiresAt": null,
              "reason": "joins by acme_stewards (line 4)"
            }
          ]
        }
      ]
    }
  },
  "listPlatformEvents": {
    "answers": {
      "200": {
        "cursor": "1-1818181818181818-2-0",
        "more": true,
        "events": [
          {
            "specversion": "1.0",
            "id": "1-0",
            "source": "/organizations/01900000-0000-7000-8000-000000000001",
            "type": "ApiKeyCreated",
            "subject": "api-keys/01900000-0000-7000-8000-000000000002",
            "time": "2026-03-01T08:00:00.000Z",
            "datacontenttype": "application/json",
            "causekind": "cli",
            "data": {
              "displayName": "scim",
              "scopes": [
                "scim"
              ],
              "connectionId": null,
              "provider": null,
              "strict": false,
              "tolerancesOff": [],
              "expiresAt": null
            },
            "organization": "01900000-0000-7000-8000-000000000001"
          },
          {
            "specversion": "1.0",
            "id": "2-0",
            "source": "/organizations/01900000-0000-7000-8000-000000000001",
            "type": "ApiKeyCreated",
            "subject": "api-keys/01900000-0000-7000-8000-000000000003",
            "time": "2026-03-01T08:00:00.000Z",
            "datacontenttype": "application/json",
            "causekind": "cli",
            "data": {
              "displayName": "organization",
              "scopes": [
                "organization"
              ],
              "connectionId": null,
              "provider": null,
              "strict": false,
              "tolerancesOff": [],
              "expiresAt": null
            },
            "organization": "01900000-0000-7000-8000-000000000001"
          }
        ]
      }
    }
  },
  "listPlatformOrganizations": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-000000000001",
          "organizationId": "01900000-0000-7000-8000-000000000001",
          "name": "Acme",
          "created": "2026-03-01T08:00:00.000Z",
          "suspendedAt": null
        },
        {
          "id": "customer-4711",
          "organizationId": "01900000-0000-7000-8000-0000000000b1",
          "name": "Globex",
          "created": "2026-03-01T08:00:00.000Z",
          "suspendedAt": null
        }
      ]
    }
  },
  "listPlatformUsage": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-000000000001",
          "organizationId": "01900000-0000-7000-8000-000000000001",
          "name": "Acme",
          "created": "2026-03-01T08:00:00.000Z",
          "suspendedAt": null,
          "counted": null,
          "requests": {
            "success": 0,
            "refused": 0,
            "failed": 0
          },
          "lastRequestAt": null
        },
        {
          "id": "customer-4711",
          "organizationId": "01900000-0000-7000-8000-0000000000b1",
          "name": "Globex",
          "created": "2026-03-01T08:00:00.000Z",
          "suspendedAt": null,
          "counted": null,
          "requests": {
            "success": 0,
            "refused": 0,
            "failed": 0
          },
          "lastRequestAt": null
        }
      ]
    }
  },
  "listPlugins": {
    "answers": {
      "200": [
        {
          "name": "entra",
          "contributions": [
            {
              "kind": "provider",
              "name": "Microsoft Entra ID",
              "summary": null
            },
            {
              "kind": "section",
              "name": "attributeMappings",
              "summary": "The attribute mapping of the application in Microsoft Entra ID, to check what arrives."
            }
          ]
        },
        {
          "name": "okta",
          "contributions": [
            {
              "kind": "provider",
              "name": "Okta",
              "summary": null
            }
          ]
        }
      ]
    }
  },
  "listProviders": {
    "answers": {
      "200": [
        {
          "name": "entra",
          "title": "Microsoft Entra ID",
          "tolerances": [
            {
              "name": "entra-group-schema",
              "summary": "the schema of ADSCIM beside that of the RFC for groups"
            },
            {
              "name": "string-boolean",
              "summary": "a boolean sent as \"True\" or \"False\""
            }
          ]
        },
        {
          "name": "okta",
          "title": "Okta",
          "tolerances": [
            {
              "name": "string-boolean",
              "summary": "a boolean sent as \"True\" or \"False\""
            },
            {
              "name": "string-number",
              "summary": "a number sent as a string"
            }
          ]
        }
      ]
    }
  },
  "listReceipts": {
    "answers": {
      "200": [
        {
          "subscription": "01900000-0000-7000-8000-0000000000a0",
          "kind": "webhook",
          "displayName": "Product",
          "state": "none",
          "attempts": null,
          "error": null,
          "nextAttempt": null
        }
      ]
    }
  },
  "listResourceTypes": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 4,
        "itemsPerPage": 4,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
            ],
            "id": "User",
            "name": "User",
            "description": "User Account",
            "endpoint": "/Users",
            "schema": "urn:ietf:params:scim:schemas:core:2.0:User",
            "schemaExtensions": [
              {
                "schema": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                "required": false
              }
            ],
            "meta": {
              "resourceType": "ResourceType",
              "location": "https://rolecall.example.com/api/scim/v2/ResourceTypes/User"
            }
          },
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
            ],
            "id": "Group",
            "name": "Group",
            "description": "Group",
            "endpoint": "/Groups",
            "schema": "urn:ietf:params:scim:schemas:core:2.0:Group",
            "schemaExtensions": [],
            "meta": {
              "resourceType": "ResourceType",
              "location": "https://rolecall.example.com/api/scim/v2/ResourceTypes/Group"
            }
          }
        ]
      }
    }
  },
  "listSchemas": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 8,
        "itemsPerPage": 8,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Schema"
            ],
            "id": "urn:ietf:params:scim:schemas:core:2.0:User",
            "name": "User",
            "description": "User Account",
            "attributes": [
              {
                "name": "userName",
                "description": "The name by which the user is known, unique without regard to case.",
                "type": "string",
                "multiValued": false,
                "required": true,
                "caseExact": false,
                "mutability": "immutable",
                "returned": "default",
                "uniqueness": "server"
              },
              {
                "name": "name",
                "description": "The components of the user's name.",
                "type": "complex",
                "multiValued": false,
                "required": false,
                "caseExact": false,
                "mutability": "readWrite",
                "returned": "default",
                "uniqueness": "none",
                "subAttributes": [
                  {
                    "name": "formatted",
                    "description": "The full name, formatted for display.",
                    "type": "string",
                    "multiValued": false,
                    "required": false,
                    "caseExact": false,
                    "mutability": "readWrite",
                    "returned": "default",
                    "uniqueness": "none"
                  },
                  {
                    "name": "familyName",
                    "description": "The family name.",
                    "type": "string",
                    "multiValued": false,
                    "required": false,
                    "caseExact": false,
                    "mutability": "readWrite",
                    "returned": "default",
                    "uniqueness": "none"
                  }
                ]
              }
            ],
            "meta": {
              "resourceType": "Schema",
              "location": "https://rolecall.example.com/api/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
            }
          },
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Schema"
            ],
            "id": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "name": "EnterpriseUser",
            "description": "Enterprise user",
            "attributes": [
              {
                "name": "employeeNumber",
                "description": "A numeric or alphanumeric identifier of the person.",
                "type": "string",
                "multiValued": false,
                "required": false,
                "caseExact": false,
                "mutability": "readWrite",
                "returned": "default",
                "uniqueness": "none"
              },
              {
                "name": "costCenter",
                "description": "The name of a cost center.",
                "type": "string",
                "multiValued": false,
                "required": false,
                "caseExact": false,
                "mutability": "readWrite",
                "returned": "default",
                "uniqueness": "none"
              }
            ],
            "meta": {
              "resourceType": "Schema",
              "location": "https://rolecall.example.com/api/scim/v2/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
            }
          }
        ]
      }
    }
  },
  "listSetupLinks": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-000000000089",
          "displayName": "Ada of Globex",
          "madeBy": "organization",
          "created": "2026-03-01T08:00:00.000Z",
          "expiresAt": "2026-03-15T08:00:00.000Z",
          "lastUsedAt": null,
          "revokedAt": null
        }
      ]
    }
  },
  "listSetupLinksOfOrganization": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-0000000000c3",
          "displayName": "Ada of Globex",
          "madeBy": "Product",
          "created": "2026-03-01T08:00:00.000Z",
          "expiresAt": "2026-03-15T08:00:00.000Z",
          "lastUsedAt": null,
          "revokedAt": null
        }
      ]
    }
  },
  "listTeamSummaries": {
    "answers": {
      "200": [
        {
          "id": "marketing",
          "name": "Marketing",
          "type": "Team",
          "parent": null,
          "description": null,
          "people": 1
        }
      ]
    }
  },
  "listTeams": {
    "answers": {
      "200": [
        {
          "id": "marketing",
          "name": "Marketing",
          "type": "Team",
          "parent": null,
          "description": null,
          "members": [
            {
              "emailAddress": "ada@example.com",
              "role": "Editor",
              "source": "manual"
            }
          ]
        }
      ]
    }
  },
  "listWebhooks": {
    "answers": {
      "200": [
        {
          "id": "01900000-0000-7000-8000-0000000000a0",
          "displayName": "Product",
          "url": "https://product.example.com/hook",
          "types": [
            "RoleGranted",
            "RoleRevoked"
          ],
          "secrets": [
            {
              "created": "2026-03-01T08:00:00.000Z",
              "until": null
            }
          ],
          "state": "on",
          "offReason": null,
          "lastEventId": "42-999999999",
          "failures": 0,
          "failingSince": null,
          "nextAttempt": null,
          "lastError": null,
          "lastDelivery": null,
          "created": "2026-03-01T08:00:00.000Z"
        }
      ]
    }
  },
  "patchScimGroup": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:Group"
        ],
        "id": "01900000-0000-7000-8000-00000000001a",
        "displayName": "acme_stewards"
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:PatchOp"
      ],
      "Operations": [
        {
          "op": "add",
          "path": "members",
          "value": [
            {
              "value": "01900000-0000-7000-8000-00000000000a"
            }
          ]
        }
      ]
    }
  },
  "patchScimUser": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:User"
        ],
        "id": "01900000-0000-7000-8000-00000000000a",
        "externalId": "5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55",
        "meta": {
          "resourceType": "User",
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z",
          "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
          "version": "W/\"2\""
        },
        "userName": "ada@example.com",
        "name": {
          "familyName": "Adler",
          "givenName": "Ada"
        },
        "displayName": "Ada Adler",
        "title": "Head of Marketing",
        "active": true,
        "emails": [
          {
            "value": "ada@example.com",
            "type": "work",
            "primary": true
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:PatchOp"
      ],
      "Operations": [
        {
          "op": "replace",
          "path": "title",
          "value": "Head of Marketing"
        }
      ]
    }
  },
  "planCatalogue": {
    "answers": {
      "200": {
        "digest": "45c7b11d43fdcbdb79ae72484d4ccc7f",
        "teams": {
          "created": [
            {
              "id": "marketing-emea",
              "name": "EMEA",
              "type": "Team",
              "parent": "marketing",
              "description": null
            }
          ],
          "renamed": [],
          "moved": [],
          "described": [],
          "removed": []
        },
        "team-roles": {
          "created": [],
          "changed": [],
          "removed": []
        },
        "summary": {
          "people": 0,
          "gains": 0,
          "losses": 0
        },
        "gained": [],
        "lost": [],
        "refusals": []
      }
    },
    "request": {
      "mode": "custom-team-roles",
      "team-roles": [
        {
          "name": "Owner",
          "description": "Owns the team",
          "rank": 1,
          "precedence": 50,
          "permissions": [],
          "privileged": true
        },
        {
          "name": "Approver",
          "description": "Approves what others propose",
          "rank": 2,
          "precedence": 40,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Editor",
          "description": "Changes what the team holds",
          "rank": 3,
          "precedence": 30,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Steward",
          "description": "Looks after what the team holds",
          "rank": 4,
          "precedence": 20,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Member",
          "description": "Belongs to the team",
          "rank": 5,
          "precedence": 10,
          "permissions": [],
          "privileged": false
        }
      ],
      "teams": [
        {
          "id": "marketing",
          "name": "Marketing",
          "type": "Team",
          "parent": null,
          "description": null
        },
        {
          "id": "marketing-emea",
          "name": "EMEA",
          "parent": "marketing"
        }
      ]
    }
  },
  "planCatalogueOfOrganization": {
    "answers": {
      "200": {
        "digest": "d6ff8d093661318aa1ccd4668785e190",
        "teams": {
          "created": [
            {
              "id": "marketing",
              "name": "marketing",
              "type": "Team",
              "parent": null,
              "description": null
            }
          ],
          "renamed": [],
          "moved": [],
          "described": [],
          "removed": []
        },
        "team-roles": {
          "created": [],
          "changed": [],
          "removed": []
        },
        "summary": {
          "people": 0,
          "gains": 0,
          "losses": 0
        },
        "gained": [],
        "lost": [],
        "refusals": []
      }
    },
    "request": {
      "mode": "default",
      "team-roles": [
        {
          "name": "Owner",
          "description": "Owns the team",
          "rank": 1,
          "precedence": 50,
          "permissions": [],
          "privileged": true
        },
        {
          "name": "Approver",
          "description": "Approves what others propose",
          "rank": 2,
          "precedence": 40,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Editor",
          "description": "Changes what the team holds",
          "rank": 3,
          "precedence": 30,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Steward",
          "description": "Looks after what the team holds",
          "rank": 4,
          "precedence": 20,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Member",
          "description": "Belongs to the team",
          "rank": 5,
          "precedence": 10,
          "permissions": [],
          "privileged": false
        }
      ],
      "teams": [
        {
          "id": "marketing"
        }
      ]
    }
  },
  "pollEventStream": {
    "answers": {
      "200": {
        "sets": {},
        "moreAvailable": false
      }
    },
    "request": {
      "returnImmediately": true,
      "maxEvents": 1
    }
  },
  "putCatalogue": {
    "answers": {
      "200": {
        "digest": "45c7b11d43fdcbdb79ae72484d4ccc7f",
        "teams": {
          "created": [
            {
              "id": "marketing-emea",
              "name": "EMEA",
              "type": "Team",
              "parent": "marketing",
              "description": null
            }
          ],
          "renamed": [],
          "moved": [],
          "described": [],
          "removed": []
        },
        "team-roles": {
          "created": [],
          "changed": [],
          "removed": []
        },
        "summary": {
          "people": 0,
          "gains": 0,
          "losses": 0
        },
        "gained": [],
        "lost": [],
        "refusals": []
      }
    },
    "request": {
      "mode": "custom-team-roles",
      "team-roles": [
        {
          "name": "Owner",
          "description": "Owns the team",
          "rank": 1,
          "precedence": 50,
          "permissions": [],
          "privileged": true
        },
        {
          "name": "Approver",
          "description": "Approves what others propose",
          "rank": 2,
          "precedence": 40,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Editor",
          "description": "Changes what the team holds",
          "rank": 3,
          "precedence": 30,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Steward",
          "description": "Looks after what the team holds",
          "rank": 4,
          "precedence": 20,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Member",
          "description": "Belongs to the team",
          "rank": 5,
          "precedence": 10,
          "permissions": [],
          "privileged": false
        }
      ],
      "teams": [
        {
          "id": "marketing",
          "name": "Marketing",
          "type": "Team",
          "parent": null,
          "description": null
        },
        {
          "id": "marketing-emea",
          "name": "EMEA",
          "parent": "marketing"
        }
      ]
    }
  },
  "putCatalogueOfOrganization": {
    "answers": {
      "200": {
        "digest": "d6ff8d093661318aa1ccd4668785e190",
        "teams": {
          "created": [
            {
              "id": "marketing",
              "name": "marketing",
              "type": "Team",
              "parent": null,
              "description": null
            }
          ],
          "renamed": [],
          "moved": [],
          "described": [],
          "removed": []
        },
        "team-roles": {
          "created": [],
          "changed": [],
          "removed": []
        },
        "summary": {
          "people": 0,
          "gains": 0,
          "losses": 0
        },
        "gained": [],
        "lost": [],
        "refusals": []
      }
    },
    "request": {
      "mode": "default",
      "team-roles": [
        {
          "name": "Owner",
          "description": "Owns the team",
          "rank": 1,
          "precedence": 50,
          "permissions": [],
          "privileged": true
        },
        {
          "name": "Approver",
          "description": "Approves what others propose",
          "rank": 2,
          "precedence": 40,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Editor",
          "description": "Changes what the team holds",
          "rank": 3,
          "precedence": 30,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Steward",
          "description": "Looks after what the team holds",
          "rank": 4,
          "precedence": 20,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Member",
          "description": "Belongs to the team",
          "rank": 5,
          "precedence": 10,
          "permissions": [],
          "privileged": false
        }
      ],
      "teams": [
        {
          "id": "marketing"
        }
      ]
    }
  },
  "putMapping": {
    "answers": {
      "200": {
        "version": 1,
        "created": "2026-03-01T08:00:00.000Z",
        "summary": {
          "people": 0,
          "adds": 0,
          "removes": 0,
          "changes": 0,
          "held": 0,
          "effects": 0,
          "failed": 0
        },
        "diagnostics": [
          {
            "severity": "warning",
            "line": 2,
            "column": 18,
            "code": "OWNER_GROUP_MISSING",
            "message": "There is no group 'acme_owners' yet; whoever creates it in the provider decides who becomes owner."
          },
          {
            "severity": "warning",
            "line": 3,
            "column": 18,
            "code": "UNKNOWN_GROUP",
            "message": "There is no group 'acme_stewards' yet; the entry waits for it."
          }
        ],
        "confirmBy": null
      }
    },
    "request": "scimGroupMappings:\n  - { scimGroup: acme_owners, type: organizationOwner }\n  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }\n"
  },
  "putTeam": {
    "answers": {
      "201": {
        "id": "marketing",
        "name": "Marketing",
        "type": "Team",
        "parent": null,
        "description": null,
        "members": []
      }
    },
    "request": {
      "name": "Marketing"
    }
  },
  "rejectHold": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-00000000007e",
        "kind": "takeover",
        "state": "rejected",
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "subject": "groups/01900000-0000-7000-8000-00000000007d",
        "reason": "Another group is called \"acme_stewards\" now; the mapping means the one that had the name first. Approve if this one shall give the same roles",
        "lines": [],
        "decidedAt": "2026-03-01T08:00:00.000Z",
        "decidedBy": "01900000-0000-7000-8000-000000000003",
        "etag": "W/\"hlRWDHvqetyguJAN5SOWih\""
      }
    },
    "request": {}
  },
  "replaceOrganizationSettings": {
    "answers": {
      "200": {
        "userNameMutable": true
      }
    },
    "request": {
      "userNameMutable": true
    }
  },
  "replaceScimGroup": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:Group"
        ],
        "id": "01900000-0000-7000-8000-00000000001a",
        "meta": {
          "resourceType": "Group",
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z",
          "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000001a",
          "version": "W/\"1\""
        },
        "displayName": "acme_stewards",
        "members": [
          {
            "value": "01900000-0000-7000-8000-00000000000a",
            "display": "Ada Adler",
            "type": "User"
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:Group"
      ],
      "displayName": "acme_stewards",
      "members": [
        {
          "value": "01900000-0000-7000-8000-00000000000a"
        }
      ]
    }
  },
  "replaceScimUser": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:schemas:core:2.0:User"
        ],
        "id": "01900000-0000-7000-8000-00000000000a",
        "meta": {
          "resourceType": "User",
          "created": "2026-03-01T08:00:00.000Z",
          "lastModified": "2026-03-01T08:00:00.000Z",
          "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
          "version": "W/\"3\""
        },
        "userName": "ada@example.com",
        "displayName": "Ada Adler",
        "active": true
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:User"
      ],
      "userName": "ada@example.com",
      "displayName": "Ada Adler",
      "active": true
    }
  },
  "replaceTeamRoles": {
    "answers": {
      "200": {
        "mode": "custom-team-roles",
        "team-roles": [
          {
            "name": "Owner",
            "description": "Owns the team",
            "rank": 1,
            "precedence": 50,
            "permissions": [],
            "privileged": true
          },
          {
            "name": "Approver",
            "description": "Approves what others propose",
            "rank": 2,
            "precedence": 40,
            "permissions": [],
            "privileged": false
          }
        ]
      }
    },
    "request": {
      "team-roles": [
        {
          "name": "Owner",
          "description": "Owns the team",
          "rank": 1,
          "precedence": 50,
          "permissions": [],
          "privileged": true
        },
        {
          "name": "Approver",
          "description": "Approves what others propose",
          "rank": 2,
          "precedence": 40,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Editor",
          "description": "Changes what the team holds",
          "rank": 3,
          "precedence": 30,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Steward",
          "description": "Looks after what the team holds",
          "rank": 4,
          "precedence": 20,
          "permissions": [],
          "privileged": false
        },
        {
          "name": "Member",
          "description": "Belongs to the team",
          "rank": 5,
          "precedence": 10,
          "permissions": [],
          "privileged": false
        }
      ]
    }
  },
  "replayEventStream": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000a9",
        "displayName": "Receiver",
        "method": "poll",
        "url": null,
        "pollUrl": "https://rolecall.example.com/api/event-streams/01900000-0000-7000-8000-0000000000a9/poll",
        "audience": [
          "receiver"
        ],
        "form": "full",
        "events": [
          "prov"
        ],
        "hasAuthorization": false,
        "issuer": "https://rolecall.example.com/organizations/01900000-0000-7000-8000-000000000001",
        "jwksUri": "https://rolecall.example.com/.well-known/jwks.json",
        "state": "on",
        "offReason": null,
        "lastEventId": "0-0",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z"
      }
    },
    "request": {}
  },
  "replayWebhook": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000a0",
        "displayName": "Product",
        "url": "https://product.example.com/hook",
        "types": [
          "RoleGranted",
          "RoleRevoked"
        ],
        "secrets": [
          {
            "created": "2026-03-01T08:00:00.000Z",
            "until": null
          },
          {
            "created": "2026-03-01T08:00:00.000Z",
            "until": "2026-03-02T08:00:00.000Z"
          }
        ],
        "state": "paused",
        "offReason": null,
        "lastEventId": "1-0",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z"
      }
    },
    "request": {
      "from": "1-0"
    }
  },
  "requestOrganizationToken": {
    "answers": {
      "200": {
        "access_token": "rct_CwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCws",
        "token_type": "Bearer",
        "expires_in": 7200,
        "scope": "scim"
      }
    },
    "request": "grant_type=client_credentials&client_id=01900000-0000-7000-8000-000000000091&client_secret=rcs_CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
  },
  "requestToken": {
    "answers": {
      "200": {
        "access_token": "rct_CgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo",
        "token_type": "Bearer",
        "expires_in": 7200,
        "scope": "scim"
      }
    },
    "request": "grant_type=client_credentials&client_id=01900000-0000-7000-8000-000000000091&client_secret=rcs_CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
  },
  "rotateApiKey": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000084",
        "displayName": "Our product",
        "scopes": [
          "organization_read"
        ],
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null,
        "key": "rc_01900000-0000-7000-8000-000000000084_BgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgY"
      }
    }
  },
  "rotateApiKeyOfOrganization": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000be",
        "displayName": "Our product",
        "scopes": [
          "organization_read"
        ],
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null,
        "key": "rc_01900000-0000-7000-8000-0000000000be_FBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQ"
      }
    }
  },
  "rotateWebhook": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000a0",
        "displayName": "Product",
        "url": "https://product.example.com/hook",
        "types": [
          "RoleGranted",
          "RoleRevoked"
        ],
        "secrets": [
          {
            "created": "2026-03-01T08:00:00.000Z",
            "until": null
          },
          {
            "created": "2026-03-01T08:00:00.000Z",
            "until": "2026-03-02T08:00:00.000Z"
          }
        ],
        "state": "paused",
        "offReason": null,
        "lastEventId": "42-999999999",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z",
        "secret": "whsec_Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8="
      }
    }
  },
  "runVerification": {
    "answers": {
      "200": {
        "verifiedAt": "2026-03-01T08:00:00.000Z",
        "durationMs": 1.4,
        "members": 3,
        "grants": 2,
        "differences": 0,
        "examples": [],
        "failure": null
      }
    }
  },
  "searchScim": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 3,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:User"
            ],
            "id": "01900000-0000-7000-8000-00000000000a",
            "meta": {
              "resourceType": "User",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
              "version": "W/\"3\""
            },
            "userName": "ada@example.com",
            "displayName": "Ada Adler",
            "active": true,
            "groups": [
              {
                "value": "01900000-0000-7000-8000-00000000001a",
                "display": "acme_stewards",
                "type": "direct"
              }
            ]
          }
        ]
      }
    }
  },
  "searchScimByRequest": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 3,
        "itemsPerPage": 3,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:User"
            ],
            "id": "01900000-0000-7000-8000-00000000000a",
            "meta": {
              "resourceType": "User",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
              "version": "W/\"3\""
            },
            "userName": "ada@example.com",
            "displayName": "Ada Adler",
            "active": true,
            "groups": [
              {
                "value": "01900000-0000-7000-8000-00000000001a",
                "display": "acme_stewards",
                "type": "direct"
              }
            ]
          },
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Group"
            ],
            "id": "01900000-0000-7000-8000-00000000001a",
            "meta": {
              "resourceType": "Group",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000001a",
              "version": "W/\"1\""
            },
            "displayName": "acme_stewards",
            "members": [
              {
                "value": "01900000-0000-7000-8000-00000000000a",
                "display": "Ada Adler",
                "type": "User"
              }
            ]
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
      ],
      "filter": "id pr",
      "count": 10
    }
  },
  "searchScimEntitlements": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 5,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:okta:scim:schemas:core:1.0:Entitlement"
            ],
            "id": "marketing:approver",
            "meta": {
              "resourceType": "Entitlement",
              "location": "https://rolecall.example.com/api/scim/v2/Entitlements/marketing%3Aapprover",
              "version": "W/\"739bOoKmOsY3El0m\""
            },
            "displayName": "Marketing: Approver",
            "description": "Approves what others propose",
            "type": "Entitlement"
          }
        ]
      }
    }
  },
  "searchScimEntitlementsByRequest": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 5,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:okta:scim:schemas:core:1.0:Entitlement"
            ],
            "id": "marketing:approver",
            "meta": {
              "resourceType": "Entitlement",
              "location": "https://rolecall.example.com/api/scim/v2/Entitlements/marketing%3Aapprover",
              "version": "W/\"739bOoKmOsY3El0m\""
            },
            "displayName": "Marketing: Approver",
            "description": "Approves what others propose",
            "type": "Entitlement"
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
      ],
      "count": 1
    }
  },
  "searchScimGroups": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 1,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Group"
            ],
            "id": "01900000-0000-7000-8000-00000000001a",
            "meta": {
              "resourceType": "Group",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000001a",
              "version": "W/\"1\""
            },
            "displayName": "acme_stewards",
            "members": [
              {
                "value": "01900000-0000-7000-8000-00000000000a",
                "display": "Ada Adler",
                "type": "User"
              }
            ]
          }
        ]
      }
    }
  },
  "searchScimGroupsByRequest": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 1,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:Group"
            ],
            "id": "01900000-0000-7000-8000-00000000001a",
            "meta": {
              "resourceType": "Group",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Groups/01900000-0000-7000-8000-00000000001a",
              "version": "W/\"1\""
            },
            "displayName": "acme_stewards",
            "members": [
              {
                "value": "01900000-0000-7000-8000-00000000000a",
                "display": "Ada Adler",
                "type": "User"
              }
            ]
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
      ],
      "filter": "displayName sw \"acme\"",
      "count": 10
    }
  },
  "searchScimRoles": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 2,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:okta:scim:schemas:core:1.0:Role"
            ],
            "id": "member",
            "meta": {
              "resourceType": "Role",
              "location": "https://rolecall.example.com/api/scim/v2/Roles/member",
              "version": "W/\"Db--pcfd_olZkeDz\""
            },
            "displayName": "Member",
            "description": "Belongs to the organization"
          }
        ]
      }
    }
  },
  "searchScimRolesByRequest": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 2,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:okta:scim:schemas:core:1.0:Role"
            ],
            "id": "member",
            "meta": {
              "resourceType": "Role",
              "location": "https://rolecall.example.com/api/scim/v2/Roles/member",
              "version": "W/\"Db--pcfd_olZkeDz\""
            },
            "displayName": "Member",
            "description": "Belongs to the organization"
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
      ],
      "count": 1
    }
  },
  "searchScimUsers": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 1,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:User"
            ],
            "id": "01900000-0000-7000-8000-00000000000a",
            "meta": {
              "resourceType": "User",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
              "version": "W/\"3\""
            },
            "userName": "ada@example.com",
            "displayName": "Ada Adler",
            "active": true,
            "groups": [
              {
                "value": "01900000-0000-7000-8000-00000000001a",
                "display": "acme_stewards",
                "type": "direct"
              }
            ]
          }
        ]
      }
    }
  },
  "searchScimUsersByRequest": {
    "answers": {
      "200": {
        "schemas": [
          "urn:ietf:params:scim:api:messages:2.0:ListResponse"
        ],
        "totalResults": 1,
        "itemsPerPage": 1,
        "startIndex": 1,
        "Resources": [
          {
            "schemas": [
              "urn:ietf:params:scim:schemas:core:2.0:User"
            ],
            "id": "01900000-0000-7000-8000-00000000000a",
            "meta": {
              "resourceType": "User",
              "created": "2026-03-01T08:00:00.000Z",
              "lastModified": "2026-03-01T08:00:00.000Z",
              "location": "https://rolecall.example.com/api/scim/v2/Users/01900000-0000-7000-8000-00000000000a",
              "version": "W/\"3\""
            },
            "userName": "ada@example.com",
            "displayName": "Ada Adler",
            "active": true,
            "groups": [
              {
                "value": "01900000-0000-7000-8000-00000000001a",
                "display": "acme_stewards",
                "type": "direct"
              }
            ]
          }
        ]
      }
    },
    "request": {
      "schemas": [
        "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
      ],
      "filter": "userName sw \"ada\"",
      "count": 10
    }
  },
  "setMemberRole": {
    "answers": {
      "200": {
        "emailAddress": "dora@example.com",
        "userId": "01900000-0000-7000-8000-00000000004e",
        "displayName": null,
        "role": "Owner",
        "status": "active",
        "emailValidated": false,
        "teams": [],
        "grants": [
          {
            "scope": "organization",
            "role": "Owner",
            "source": "manual",
            "state": "active",
            "effective": true,
            "rule": null,
            "group": null,
            "groupId": null,
            "mappingVersion": null,
            "since": "2026-03-01T08:00:00.000Z",
            "expiresAt": null
          }
        ],
        "findings": []
      }
    },
    "request": {
      "role": "Owner"
    }
  },
  "setTeamMemberRole": {
    "answers": {
      "200": {
        "emailAddress": "ada@example.com",
        "userId": "01900000-0000-7000-8000-00000000000a",
        "displayName": "Ada Adler",
        "role": "Member",
        "status": "active",
        "emailValidated": false,
        "teams": [
          {
            "teamId": "marketing",
            "role": "Editor",
            "roles": [
              "Editor",
              "Steward"
            ]
          }
        ],
        "grants": [
          {
            "scope": "team:marketing",
            "role": "Editor",
            "source": "manual",
            "state": "active",
            "effective": true,
            "rule": null,
            "group": null,
            "groupId": null,
            "mappingVersion": null,
            "since": "2026-03-01T08:00:00.000Z",
            "expiresAt": null
          },
          {
            "scope": "team:marketing",
            "role": "Steward",
            "source": "mapping",
            "state": "active",
            "effective": true,
            "rule": "scimGroupMappings:acme_stewards/marketing/steward",
            "group": "acme_stewards",
            "groupId": "01900000-0000-7000-8000-00000000001a",
            "mappingVersion": 1,
            "since": "2026-03-01T08:00:00.000Z",
            "expiresAt": null
          }
        ],
        "findings": [
          {
            "code": "external-id-changed",
            "message": "The provider has taken away the externalId \"5f1c2a90-3d4e-4b7a-9c11-2f6a0f1d7e55\"; all roles were kept. Look whether this is still the same person"
          }
        ]
      }
    },
    "request": {
      "emailAddress": "ada@example.com",
      "role": "Editor"
    }
  },
  "signIn": {
    "answers": {},
    "request": {
      "key": "rc_01900000-0000-7000-8000-000000000084_BgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgY"
    }
  },
  "signOut": {
    "answers": {}
  },
  "summarizeLoggedRequests": {
    "answers": {
      "200": {
        "requests": 32,
        "failures": 0,
        "ratio": 0,
        "leftOut": 0,
        "lastRequestAt": "2026-03-01T08:00:00.000Z",
        "quarantine": {
          "threshold": 0.4,
          "minimum": 5000,
          "at": "none"
        },
        "hours": [
          {
            "from": "2026-02-28T09:00:00.000Z",
            "requests": 0,
            "failures": 0
          },
          {
            "from": "2026-02-28T10:00:00.000Z",
            "requests": 0,
            "failures": 0
          }
        ],
        "tolerances": [
          {
            "name": "missing-schemas",
            "count": 1
          }
        ]
      }
    }
  },
  "undoMapping": {
    "answers": {
      "200": {
        "version": 4,
        "created": "2026-03-01T08:00:00.000Z",
        "summary": {
          "people": 1,
          "adds": 1,
          "removes": 0,
          "changes": 0,
          "held": 0,
          "effects": 0,
          "failed": 0
        },
        "diagnostics": [
          {
            "severity": "warning",
            "line": 2,
            "column": 18,
            "code": "OWNER_GROUP_MISSING",
            "message": "There is no group 'acme_owners' yet; whoever creates it in the provider decides who becomes owner."
          },
          {
            "severity": "warning",
            "line": 4,
            "column": 63,
            "code": "UNKNOWN_TEAM",
            "message": "There is no team 'sales' yet; the entry waits for it."
          }
        ],
        "confirmBy": null
      }
    }
  },
  "updateApiKey": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000084",
        "displayName": "Our product",
        "scopes": [
          "organization_read"
        ],
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null
      }
    },
    "request": {
      "displayName": "Our product"
    }
  },
  "updateApiKeyOfOrganization": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000be",
        "displayName": "Our product",
        "scopes": [
          "organization_read"
        ],
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "expiresAt": null,
        "lastUsedAt": null,
        "revokedAt": null
      }
    },
    "request": {
      "displayName": "Our product"
    }
  },
  "updateClient": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000091",
        "displayName": "Entra ID",
        "tokenEndpoint": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-000000000001/token",
        "tokenLifetime": 7200,
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "lastRefusal": null,
        "credentials": [
          {
            "id": "01900000-0000-7000-8000-000000000092",
            "name": "first",
            "trust": null,
            "created": "2026-03-01T08:00:00.000Z",
            "expiresAt": "2027-03-01T08:00:00.000Z",
            "lastUsedAt": null,
            "revokedAt": null
          }
        ]
      }
    },
    "request": {
      "tokenLifetime": 7200
    }
  },
  "updateClientOfOrganization": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000ca",
        "displayName": "Entra ID",
        "tokenEndpoint": "https://rolecall.example.com/oauth2/01900000-0000-7000-8000-0000000000b1/token",
        "tokenLifetime": 7200,
        "connection": null,
        "provider": {
          "name": null,
          "from": "guessed"
        },
        "strict": false,
        "tolerancesOff": [],
        "created": "2026-03-01T08:00:00.000Z",
        "lastUsedAt": null,
        "revokedAt": null,
        "lastRefusal": null,
        "credentials": [
          {
            "id": "01900000-0000-7000-8000-0000000000cb",
            "name": "first",
            "trust": null,
            "created": "2026-03-01T08:00:00.000Z",
            "expiresAt": "2027-03-01T08:00:00.000Z",
            "lastUsedAt": null,
            "revokedAt": null
          }
        ]
      }
    },
    "request": {
      "tokenLifetime": 7200
    }
  },
  "updateConnection": {
    "answers": {
      "200": {
        "name": "Entra ID",
        "audience": "rolecall",
        "claim": "oid",
        "issuer": "https://login.example.com",
        "jwksUri": "https://login.example.com/keys",
        "console": true,
        "id": "01900000-0000-7000-8000-00000000008d",
        "created": "2026-03-01T08:00:00.000Z",
        "hasClientSecret": false,
        "signInUrl": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d",
        "redirectUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d/callback",
        "postLogoutRedirectUri": "https://rolecall.example.com/",
        "backChannelLogoutUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-00000000008d/logout",
        "globalTokenRevocationEndpoint": "https://rolecall.example.com/global-token-revocation/01900000-0000-7000-8000-00000000008d"
      }
    },
    "request": {
      "console": true
    }
  },
  "updateConnectionOfOrganization": {
    "answers": {
      "200": {
        "name": "Entra ID",
        "audience": "rolecall",
        "claim": "oid",
        "issuer": "https://login.example.com",
        "jwksUri": "https://login.example.com/keys",
        "console": true,
        "id": "01900000-0000-7000-8000-0000000000c6",
        "created": "2026-03-01T08:00:00.000Z",
        "hasClientSecret": false,
        "signInUrl": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6",
        "redirectUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6/callback",
        "postLogoutRedirectUri": "https://rolecall.example.com/",
        "backChannelLogoutUri": "https://rolecall.example.com/sign-in/sso/01900000-0000-7000-8000-0000000000c6/logout",
        "globalTokenRevocationEndpoint": "https://rolecall.example.com/global-token-revocation/01900000-0000-7000-8000-0000000000c6"
      }
    },
    "request": {
      "console": true
    }
  },
  "updateEventStream": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000a9",
        "displayName": "Receiver",
        "method": "poll",
        "url": null,
        "pollUrl": "https://rolecall.example.com/api/event-streams/01900000-0000-7000-8000-0000000000a9/poll",
        "audience": [
          "receiver"
        ],
        "form": "full",
        "events": [
          "prov"
        ],
        "hasAuthorization": false,
        "issuer": "https://rolecall.example.com/organizations/01900000-0000-7000-8000-000000000001",
        "jwksUri": "https://rolecall.example.com/.well-known/jwks.json",
        "state": "on",
        "offReason": null,
        "lastEventId": "46-999999999",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z"
      }
    },
    "request": {
      "form": "full"
    }
  },
  "updateOrganization": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-000000000001",
        "name": "Acme International",
        "created": "2026-03-01T08:00:00.000Z"
      }
    },
    "request": {
      "name": "Acme International"
    }
  },
  "updatePlatformOrganization": {
    "answers": {
      "200": {
        "id": "customer-4711",
        "organizationId": "01900000-0000-7000-8000-0000000000b1",
        "name": "Globex International",
        "created": "2026-03-01T08:00:00.000Z",
        "suspendedAt": "2026-03-01T08:00:00.000Z"
      }
    },
    "request": {
      "name": "Globex International",
      "suspended": true
    }
  },
  "updateWebhook": {
    "answers": {
      "200": {
        "id": "01900000-0000-7000-8000-0000000000a0",
        "displayName": "Product",
        "url": "https://product.example.com/hook",
        "types": [
          "RoleGranted",
          "RoleRevoked"
        ],
        "secrets": [
          {
            "created": "2026-03-01T08:00:00.000Z",
            "until": null
          }
        ],
        "state": "paused",
        "offReason": null,
        "lastEventId": "42-999999999",
        "failures": 0,
        "failingSince": null,
        "nextAttempt": null,
        "lastError": null,
        "lastDelivery": null,
        "created": "2026-03-01T08:00:00.000Z"
      }
    },
    "request": {
      "state": "paused"
    }
  }
}
