// Runs before the cache, on pages and portal (never on /api/*). A private bucket has no folders and no error page of
// its own, and the distribution's error pages would replace the API's answers: both are settled here.
// SETTINGS is filled in when the template is composed; the emulator runs the same file.
const SETTINGS = /*settings*/ { pages: ['/'], leaveTo: 'https://example.org/', headers: {} };

const NOT_FOUND = '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">'
  + '<meta name="viewport" content="width=device-width"><title>404</title>'
  + '<h1>هذه الصفحة غير موجودة</h1><p><a href="/ar/">الصفحة الأولى</a></p>'
  + '<div lang="fr" dir="ltr"><h1>Cette page n’existe pas</h1><p><a href="/fr/">Accueil</a></p></div>'
  + '<div lang="en" dir="ltr"><h1>This page does not exist</h1><p><a href="/en/">Home</a></p></div></html>';

function answer(statusCode, statusDescription, headers, body) {
  const response = { statusCode: statusCode, statusDescription: statusDescription, headers: {} };
  for (const name in SETTINGS.headers) response.headers[name] = { value: SETTINGS.headers[name] };
  for (const name in headers) response.headers[name] = { value: headers[name] };
  if (body) response.body = { encoding: 'text', data: body };
  return response;
}

function handler(event) {
  const request = event.request;
  const path = request.uri;
  if (path === '/leave' || path === '/leave/') {
    // Only the cache: wiping storage would also erase a draft that the person chose to keep.
    return answer(303, 'See Other', { location: SETTINGS.leaveTo, 'clear-site-data': '"cache"' });
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.indexOf('.') !== -1) return request;
  const folder = name === '' ? path : path + '/';
  // The portal draws its own pages, so every address below it is the same file.
  if (folder.indexOf('/portal/') === 0) {
    request.uri = '/portal/index.html';
    return request;
  }
  if (SETTINGS.pages.indexOf(folder) === -1) {
    return answer(404, 'Not Found', { 'content-type': 'text/html; charset=utf-8' }, NOT_FOUND);
  }
  request.uri = folder + 'index.html';
  return request;
}
