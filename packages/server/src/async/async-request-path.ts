/** Where it can be read what a request came to that was carried out later, under the path of SCIM. */
export const asyncRequestPath = '/AsyncRequests'
